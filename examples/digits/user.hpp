// SPDX-License-Identifier: MIT
// On the device: the last layer of a network that lies in flash learns the hand of its user from a few examples.
#pragma once

#include <mote/mote.hpp>

namespace digits {

/// Reads digits of 8 x 8 pixels.
using Reader = mote::Network<mote::Input<64>, mote::InputScaling, mote::Dense<32, mote::Tanh>, mote::Dense<10>>;
/// Its last layer, on the 32 features of the one before.
using Head = mote::Network<mote::Input<Reader::width(1)>, mote::Dense<10>>;

class User {
  public:
    static constexpr size_t examples = 20;

    explicit User(const Reader& reader) : reader_(reader) { forget(); }

    /// Everything is again as the factory has it, for the next user.
    void forget() {
        take_head_of_factory();
        count_ = 0;
    }
    /// One more example: only its features are kept. False if there are enough.
    bool show(const float (&pixels)[Reader::inputs], uint8_t number) {
        if (count_ == examples) {
            return false;
        }
        const auto features = mote::features<1>(reader_, pixels);
        for (size_t f = 0; f < Head::inputs; ++f) {
            features_[count_][f] = features[f];
        }
        numbers_[count_] = number;
        ++count_;
        return true;
    }
    /// A hundred small steps, each on all examples so far: enough to move the borders between digits, too few to forget other hands.
    mote::Status learn() {
        take_head_of_factory();  // so that many calls do not wander off
        mote::FitOptions options;
        options.epochs = 100;
        options.fresh = true;
        return mote::fit(head_, work_, recipe, {features_, numbers_, count_}, options).status;
    }
    size_t read(const float (&pixels)[Reader::inputs]) const {
        return mote::argmax(mote::predict(head_, mote::features<1>(reader_, pixels)));
    }

  private:
    void take_head_of_factory() {
        for (size_t p = 0; p < Head::parameter_count; ++p) {
            head_.parameters[p] = reader_.parameters[Reader::offset(1) + p];
        }
    }

    static constexpr auto recipe = mote::Recipe{mote::CrossEntropy{}, mote::Adam{0.003f}};

    const Reader& reader_;  ///< may lie in flash
    Head head_ = {};
    mote::Workspace<Head, decltype(recipe), examples> work_ = {};
    float features_[examples][Head::inputs] = {};
    uint8_t numbers_[examples] = {};
    size_t count_ = 0;
};

}  // namespace digits
