// SPDX-License-Identifier: MIT
// Random numbers with the same bits on every machine: PCG32 for weights, counted ones for what Dropout drops, a keyed permutation
// for the order of rows.
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

namespace detail {

/// The finalizer of MurmurHash3.
constexpr uint32_t mixed(uint32_t h) {
    h = (h ^ (h >> 16)) * 0x85ebca6bu;
    h = (h ^ (h >> 13)) * 0xc2b2ae35u;
    return h ^ (h >> 16);
}
constexpr uint32_t golden_ratio = 0x9e3779b9u;  ///< of 2^32: keys that are far apart

}  // namespace detail

/// Numbers of 32 random bits that are computed, not drawn one after the other: any of them can be asked for, at any time. A seed,
/// a stream and a step choose a sequence: a start and an odd increment, through MurmurHash3's finalizer.
class CountedRandom {
  public:
    constexpr CountedRandom(uint32_t seed, uint32_t stream, uint32_t step)
        : start_(detail::mixed(detail::mixed(detail::mixed(seed) + detail::golden_ratio * (stream + 1)) +
                               detail::golden_ratio * (step + 1))),
          increment_(detail::mixed(start_ + detail::golden_ratio) | 1u) {}

    /// Number `index` of the sequence.
    constexpr uint32_t operator()(uint32_t index) const { return detail::mixed(start_ + index * increment_); }

  private:
    uint32_t start_, increment_;
};

/// A permutation of 0 … count-1 that is computed, not stored: any index can be asked for, at any time. A round adds, multiplies
/// by an odd number, and folds the upper half of the bits into the lower; each of these is a permutation of all numbers of so
/// many bits. What lands beyond the count goes through all rounds again, until it does not: in less than two passes on average
/// (cycle walking, Black & Rogaway 2002, "Ciphers with Arbitrary Finite Domains"). It mixes rows, it keeps no secrets.
class Shuffle {
  public:
    /// A permutation for this seed and this epoch; `count` > 0.
    constexpr Shuffle(uint32_t count, uint32_t seed, uint32_t epoch) : count_(count) {
        uint32_t bits = 1;
        while (bits < 32 && (count - 1) >> bits != 0) {
            ++bits;
        }
        mask_ = 0xffffffffu >> (32 - bits);
        fold_ = (bits + 1) / 2;
        rounds_ = bits <= 4 ? 8 : bits <= 8 ? 6 : 4;  // few bits mix slowly
        uint32_t key = detail::mixed(detail::mixed(seed) + detail::golden_ratio * (epoch + 1u));
        for (uint32_t& of_round : keys_) {
            key += detail::golden_ratio;
            of_round = detail::mixed(key) | 1u;  // odd, to multiply by
        }
    }

    /// Where `index` < count goes.
    constexpr uint32_t operator()(uint32_t index) const {
        do {
            for (uint32_t round = 0; round < rounds_; ++round) {
                const uint32_t key = keys_[round];
                index = ((index + (key >> 16)) * key) & mask_;
                index ^= index >> fold_;
            }
        } while (index >= count_);
        return index;
    }

  private:
    uint32_t count_, mask_ = 0, fold_ = 0, rounds_ = 0;
    uint32_t keys_[8] = {};
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
