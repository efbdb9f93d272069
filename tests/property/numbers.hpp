// SPDX-License-Identifier: MIT
// Numbers for tests: the same in every run, from clean ones to any bits at all.
#pragma once

#include <string.h>
#include <mote/mote.hpp>

#include <vector>

/// Draws from one seed, or takes what bytes say.
class Numbers {
  public:
    explicit Numbers(uint64_t seed) : random_(seed) {}
    /// The bytes decide; when they have run out, a seed does.
    Numbers(const uint8_t* bytes, size_t count) : random_(1), bytes_(bytes), left_(count) {}

    uint32_t bits() {
        if (left_ < 4) {
            left_ = 0;
            return random_.next();
        }
        const uint32_t word = mote::get_word(bytes_);
        bytes_ += 4;
        left_ -= 4;
        return word;
    }
    /// 0 … count-1.
    size_t below(size_t count) {
        if (left_ == 0 || count > 256) {
            return bits() % count;
        }
        --left_;
        return *bytes_++ % count;
    }
    bool one_in(size_t count) { return below(count) == 0; }
    float uniform(float bound) {
        if (left_ == 0) {
            return random_.uniform(bound);
        }
        return bound * (static_cast<float>(below(256)) - 128.0f) / 128.0f;
    }

    std::vector<float> uniform(size_t count, float bound) {
        std::vector<float> numbers(count);
        for (float& number : numbers) {
            number = uniform(bound);
        }
        return numbers;
    }

    /// Any bits at all, or numbers from which calculations break.
    float hostile() {
        static constexpr uint32_t special[] = {
            0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x007fffff, 0x00800000,  // zeros, denormals
            0x3f800000, 0xbf800000, 0x3f7fffff, 0x3f800001, 0x447a0000, 0xc47a0000,  // 1, its neighbours, 1000
            0x49742400, 0xc9742400, 0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000,  // 1e6, FLT_MAX, infinity
            0x7fc00000, 0xffc00000, 0x7f800001, 0xffbfffff, 0x5f800000, 0x20000000,  // NaNs, 2^64, 2^-63
        };
        const uint32_t pattern = one_in(2) ? bits() : special[below(sizeof special / sizeof *special)];
        float number;
        memcpy(&number, &pattern, sizeof number);
        return number;
    }

    /// Clean, hostile now and then.
    float mixed(float bound) { return one_in(3) ? hostile() : uniform(bound); }

  private:
    mote::Pcg32 random_;
    const uint8_t* bytes_ = nullptr;
    size_t left_ = 0;
};

/// The number of floats whose bits differ.
inline size_t different(const float* a, const float* b, size_t count) {
    size_t found = 0;
    for (size_t i = 0; i < count; ++i) {
        found += mote::float_bits(a[i]) != mote::float_bits(b[i]) ? 1u : 0u;
    }
    return found;
}
inline size_t different(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() ? different(a.data(), b.data(), a.size()) : mote::larger(a.size(), b.size());
}
