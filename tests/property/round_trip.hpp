// SPDX-License-Identifier: MIT
// A network, saved and loaded.
#pragma once

#include "mote/mote.hpp"
#include "same_bits.hpp"

/// Whether a network of random parameters has the same bits after it was saved and loaded.
template <class Net>
bool survives_an_image() {
    static Net saved, loaded;
    static mote::Image<Net> image;
    mote::init(saved, 3);
    loaded = {};
    return mote::save(saved, image) == mote::Status::ok && mote::load(loaded, image) == mote::Status::ok &&
           same_bits::networks(saved, loaded);
}
