// SPDX-License-Identifier: MIT
// The CRC-32 of a network's image: header and bits of all parameters, the same on machines of either byte order.
#pragma once

#include <mote/image.hpp>

namespace target {

template <class Net>
uint32_t checksum(const Net& net) {
    uint32_t last_word = 0;  // of an image is its CRC
    const mote::Status status = mote::save(net, [&](size_t, const uint8_t* bytes, size_t) {
        last_word = mote::get_word(bytes);
        return true;
    });
    return status == mote::Status::ok ? last_word : 0;
}

}  // namespace target
