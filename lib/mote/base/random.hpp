// SPDX-License-Identifier: MIT
// Random numbers with the same bits on every machine: PCG32 for weights, swap-or-not for the order of rows.
#pragma once

#include "port.hpp"

#include "prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// PCG-XSH-RR 64/32, O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
/// Random Number Generation", section 6.3, with its default stream. 8 bytes of state.
class Pcg32 {
  public:
    explicit constexpr Pcg32(uint64_t seed) : state_(seed + increment) { next(); }

    /// The next 32 bits.
    constexpr uint32_t next() {
        const uint64_t state = state_;
        state_ = state * 6364136223846793005u + increment;
        const auto mixed = static_cast<uint32_t>(((state >> 18) ^ state) >> 27);
        const auto rotation = static_cast<uint32_t>(state >> 59);
        return (mixed >> rotation) | (mixed << ((32u - rotation) & 31u));
    }

    /// Uniform on the 2^24 floats k·2^-23 - 1 of [-1, 1), times `bound`: one rounding.
    constexpr float uniform(float bound) {
        const auto steps = static_cast<int32_t>(next() >> 8) - (int32_t{1} << 23);
        return MOTE_PRODUCT(static_cast<float>(steps) * 0x1p-23f * bound);
    }

  private:
    static constexpr uint64_t increment = 1442695040888963407u;
    uint64_t state_;
};

/// A permutation of 0 … count-1 that is computed, not stored: any index can be asked for, in any order, with the same
/// work each. Swap-or-not shuffle, Hoang, Morris & Rogaway 2012, "An Enciphering Scheme Based on a Card Shuffle",
/// figure 1, with 24 rounds (it mixes rows, it keeps no secrets) and the finalizer of MurmurHash3 for its coins.
class Shuffle {
  public:
    /// A permutation for this seed and this epoch; `count` > 0.
    constexpr Shuffle(uint32_t count, uint32_t seed, uint32_t epoch)
        : count_(count), key_(mixed(mixed(seed) + 0x9e3779b9u * (epoch + 1u))) {}

    /// Where `index` < count goes.
    constexpr uint32_t operator()(uint32_t index) const {
        for (uint32_t round = 1; round <= 24; ++round) {
            const uint32_t round_key = mixed(key_ + 0x9e3779b9u * round);
            const auto centre = static_cast<uint32_t>((uint64_t{round_key} * count_) >> 32);
            const uint32_t partner = centre >= index ? centre - index : centre + (count_ - index);
            const uint32_t pair = index < partner ? partner : index;
            index = (mixed(round_key ^ pair) & 1u) != 0 ? partner : index;
        }
        return index;
    }

  private:
    static constexpr uint32_t mixed(uint32_t h) {
        h = (h ^ (h >> 16)) * 0x85ebca6bu;
        h = (h ^ (h >> 13)) * 0xc2b2ae35u;
        return h ^ (h >> 16);
    }

    uint32_t count_;
    uint32_t key_;
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
