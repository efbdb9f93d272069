// SPDX-License-Identifier: MIT
// At the factory: the reader learns from many hands. For the desktop, since all digits are in memory as floats (460 KB).
#pragma once

#include "forms.hpp"
#include "user.hpp"

namespace digits {

class Factory {
  public:
    /// From all forms but `left_out` of them, from number `first` on.
    mote::Status teach(Reader& net, size_t first, size_t left_out, uint32_t seed) {
        size_t count = 0;
        for (size_t row = 0; row < rows; ++row) {
            if (row < form_starts[first] || row >= form_starts[first + left_out]) {
                const Digit digit = digit_of(text[row]);
                for (size_t p = 0; p < 64; ++p) {
                    pixels_[count][p] = digit.pixels[p];
                }
                numbers_[count] = digit.number;
                ++count;
            }
        }
        const mote::SamplesOf<Work> samples{pixels_, numbers_, count};
        net = {};
        const mote::Status scaled = mote::fit_scalings<mote::MinimumAndMaximum>(net, samples);
        if (scaled != mote::Status::ok) {
            return scaled;
        }
        mote::init(net, seed, mote::Xavier{});
        const auto steps_of_epoch = static_cast<uint32_t>((count + Work::batch - 1) / Work::batch);
        mote::FitOptions options;
        options.epochs = 30;
        options.shuffle = true;
        options.fresh = true;
        const Recipe recipe{{}, mote::Adam{0.01f}, mote::Cosine{options.epochs * steps_of_epoch}};
        return mote::fit(net, work_, recipe, samples, options).status;
    }

  private:
    using Recipe = mote::Recipe<mote::CrossEntropy, mote::Adam, mote::Cosine>;
    using Work = mote::Workspace<Reader, Recipe, 32>;
    Work work_ = {};
    float pixels_[rows][64];
    uint8_t numbers_[rows];
};

}  // namespace digits
