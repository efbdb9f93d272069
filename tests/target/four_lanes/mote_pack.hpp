// SPDX-License-Identifier: MIT
// A port that no machine needs: four lanes in a loop, sizes as values, odd blocks. It keeps every seam of the kernels
// honest (tails, transposed blocks, the optimizer's memory in blocks of a Pack) until a machine comes that uses it.
#pragma once

#include <stdint.h>

#define MOTE_PORT four_lanes

namespace mote {
namespace MOTE_PORT {

constexpr unsigned lane_count = 4;

struct Bits {
    uint32_t lanes[lane_count];
    Bits() = default;
    constexpr Bits(uint32_t every) : lanes{every, every, every, every} {}
};

struct Mask {
    bool lanes[lane_count];
};

struct Pack {
    static constexpr unsigned width = lane_count;

    float lanes[lane_count];
    Pack() = default;
    constexpr Pack(float every) : lanes{every, every, every, every} {}

    static Pack load(const float* from) { return load(from, width); }
    static Pack load(const float* from, unsigned count) {
        Pack pack(0.0f);
        for (unsigned i = 0; i < count; ++i) {
            pack.lanes[i] = from[i];
        }
        return pack;
    }
    void store(float* to) const { store(to, width); }
    void store(float* to, unsigned count) const {
        for (unsigned i = 0; i < count; ++i) {
            to[i] = lanes[i];
        }
    }
};

/// A vector of results, one operation a lane.
template <class Vector, class Operation>
Vector each_lane(Operation operation) {
    Vector result;
    for (unsigned i = 0; i < lane_count; ++i) {
        result.lanes[i] = operation(i);
    }
    return result;
}

inline Pack operator+(Pack a, Pack b) {
    return each_lane<Pack>([&](unsigned i) { return a.lanes[i] + b.lanes[i]; });
}
inline Pack operator-(Pack a, Pack b) {
    return each_lane<Pack>([&](unsigned i) { return a.lanes[i] - b.lanes[i]; });
}
inline Pack operator*(Pack a, Pack b) {
    return each_lane<Pack>([&](unsigned i) { return a.lanes[i] * b.lanes[i]; });
}
inline Pack operator/(Pack a, Pack b) {
    return each_lane<Pack>([&](unsigned i) { return a.lanes[i] / b.lanes[i]; });
}
inline Pack fma(Pack a, Pack b, Pack c) {
    return each_lane<Pack>([&](unsigned i) { return __builtin_fmaf(a.lanes[i], b.lanes[i], c.lanes[i]); });
}
inline Pack sqrt(Pack a) {
    return each_lane<Pack>([&](unsigned i) { return __builtin_sqrtf(a.lanes[i]); });
}
inline Mask operator<(Pack a, Pack b) {
    return each_lane<Mask>([&](unsigned i) { return a.lanes[i] < b.lanes[i]; });
}
inline Pack select(Mask mask, Pack a, Pack b) {
    return each_lane<Pack>([&](unsigned i) { return mask.lanes[i] ? a.lanes[i] : b.lanes[i]; });
}

inline Bits bits(Pack a) {
    return each_lane<Bits>([&](unsigned i) { return __builtin_bit_cast(uint32_t, a.lanes[i]); });
}
inline Pack from_bits(Bits a) {
    return each_lane<Pack>([&](unsigned i) { return __builtin_bit_cast(float, a.lanes[i]); });
}
inline Bits operator+(Bits a, Bits b) {
    return each_lane<Bits>([&](unsigned i) { return a.lanes[i] + b.lanes[i]; });
}
inline Bits operator-(Bits a, Bits b) {
    return each_lane<Bits>([&](unsigned i) { return a.lanes[i] - b.lanes[i]; });
}
inline Bits operator&(Bits a, Bits b) {
    return each_lane<Bits>([&](unsigned i) { return a.lanes[i] & b.lanes[i]; });
}
inline Bits operator|(Bits a, Bits b) {
    return each_lane<Bits>([&](unsigned i) { return a.lanes[i] | b.lanes[i]; });
}
inline Bits operator^(Bits a, Bits b) {
    return each_lane<Bits>([&](unsigned i) { return a.lanes[i] ^ b.lanes[i]; });
}
inline Bits operator<<(Bits a, unsigned count) {
    return each_lane<Bits>([&](unsigned i) { return a.lanes[i] << count; });
}
inline Bits operator>>(Bits a, unsigned count) {
    return each_lane<Bits>([&](unsigned i) { return a.lanes[i] >> count; });
}
inline Mask operator<(Bits a, Bits b) {
    return each_lane<Mask>(
        [&](unsigned i) { return static_cast<int32_t>(a.lanes[i]) < static_cast<int32_t>(b.lanes[i]); });
}
inline Bits select(Mask mask, Bits a, Bits b) {
    return each_lane<Bits>([&](unsigned i) { return mask.lanes[i] ? a.lanes[i] : b.lanes[i]; });
}

inline Pack min(Pack a, Pack b) { return select(a < b, a, b); }
inline Pack max(Pack a, Pack b) { return select(b < a, a, b); }
inline Pack clamp_within(Pack a, Pack limit) { return max(Pack(0.0f) - limit, min(a, limit)); }
inline Pack reciprocal(Pack a) { return Pack(1.0f) / a; }

inline bool any_sign(Bits a) { return (a.lanes[0] | a.lanes[1] | a.lanes[2] | a.lanes[3]) >> 31 != 0; }

inline void transpose(Pack (&rows)[lane_count]) {
    for (unsigned i = 0; i < lane_count; ++i) {
        for (unsigned j = 0; j < i; ++j) {
            const float swapped = rows[i].lanes[j];
            rows[i].lanes[j] = rows[j].lanes[i];
            rows[j].lanes[i] = swapped;
        }
    }
}

inline Pack sums_of_rows(const Pack (&rows)[lane_count]) {
    return each_lane<Pack>([&](unsigned i) {
        const Pack& row = rows[i];
        return (row.lanes[0] + row.lanes[2]) + (row.lanes[1] + row.lanes[3]);
    });
}

struct Tuning {
    static constexpr bool has_fma = true;
    static constexpr bool has_sqrt = true;
    static constexpr bool constant_sizes = false;
    static constexpr unsigned block_packs = 4;
    static constexpr unsigned block_batch = 3;
    static constexpr unsigned stored_rows = 5;
    static constexpr unsigned block_rows = 12;
    static constexpr unsigned update_rows = 2;
    static constexpr unsigned update_packs = 1;
    static constexpr bool transposes = true;
    static constexpr bool gathers_large_batches = true;
    static constexpr unsigned stack_bytes = 1024;
};

}  // namespace MOTE_PORT
}  // namespace mote
