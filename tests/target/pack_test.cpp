// SPDX-License-Identifier: MIT
// Every operation of the port's Pack against plain floats, one by one, on hostile and random bits; NaN has to be NaN,
// everything else the same bit for bit. Loads and stores up to the last byte before memory that nobody may touch, where
// the system can forbid it. Exit code 1: wrong; 2: right, but for denormals, which the machine takes for zero; 77: the
// processor lacks what the port was built for.
#include <mote/base/math.hpp>
#include <mote/base/random.hpp>
#include <mote_print.hpp>

#include "hostile_numbers.hpp"
#include "pack_memory.hpp"

using namespace mote;
using namespace target;

namespace {

using Lanes = float[width];
using Words = uint32_t[width];

volatile float smallest = to_float(1u);  // volatile, or else the compiler adds it, not the machine

/// The lanes of Bits. Stored in halves, none of which is NaN: a NaN's bits may change on their way through a float.
void read(Bits from, Words& to) {
    Lanes low, high;
    from_bits(from & 0xffffu).store(low);
    from_bits(from >> 16).store(high);
    for (unsigned i = 0; i < width; ++i) {
        to[i] = to_bits(high[i]) << 16 | to_bits(low[i]);
    }
}
Bits make_bits(const Words& from) {
    Lanes low, high;
    for (unsigned i = 0; i < width; ++i) {
        low[i] = to_float(from[i] & 0xffffu);
        high[i] = to_float(from[i] >> 16);
    }
    return bits(Pack::load(high)) << 16 | bits(Pack::load(low));
}

struct Operands {
    Lanes a, b, c;
};

/// The counterparts for floats of what Packs have beyond operators.
float select(bool choice, float a, float b) { return choice ? a : b; }
uint32_t select(bool choice, uint32_t a, uint32_t b) { return choice ? a : b; }
float sqrt(float a) { return detail::square_root_by_digits(a); }
[[maybe_unused]] float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
float min(float a, float b) { return a < b ? a : b; }
float max(float a, float b) { return b < a ? a : b; }
float clamp_within(float a, float limit) { return max(-limit, min(a, limit)); }
float reciprocal(float a) { return 1.0f / a; }
uint32_t bits(float a) { return to_bits(a); }
float from_bits(uint32_t a) { return to_float(a); }
/// Bits are compared with their sign.
Mask is_less(Bits a, Bits b) { return a < b; }
bool is_less(uint32_t a, uint32_t b) { return static_cast<int32_t>(a) < static_cast<int32_t>(b); }

/// An operation that takes three Packs and three floats alike.
template <class Operation>
void check(const char* name, const Operands& x, Operation operation) {
    Lanes got;
    operation(Pack::load(x.a), Pack::load(x.b), Pack::load(x.c)).store(got);
    for (unsigned i = 0; i < width; ++i) {
        expect(name, i, got[i], operation(x.a[i], x.b[i], x.c[i]),
               flushed(operation(flushed(x.a[i]), flushed(x.b[i]), flushed(x.c[i]))));
    }
}

/// As the profile says. Where it is rounded, a product is a number of its own: a machine that takes denormals for zero may
/// take one for zero before it has been rounded to the smallest normal number.
void check_multiply_add(const Operands& x) {
    Lanes got;
    mul_add(Pack::load(x.a), Pack::load(x.b), Pack::load(x.c)).store(got);
    for (unsigned i = 0; i < width; ++i) {
        if (flushes && arithmetic == Arithmetic::unfused) {
            const float product = flushed(x.a[i]) * flushed(x.b[i]), addend = flushed(x.c[i]);
            expect("mul_add", i, got[i], flushed(product) + addend, is_tiny(product) ? addend : product + addend);
        } else {
            expect("mul_add", i, got[i], mul_add(x.a[i], x.b[i], x.c[i]),
                   flushed(mul_add(flushed(x.a[i]), flushed(x.b[i]), flushed(x.c[i]))));
        }
    }
}

void check_arithmetic(const Operands& x) {
    check("a + b", x, [](auto a, auto b, auto) { return a + b; });
    check("a - b", x, [](auto a, auto b, auto) { return a - b; });
    check("a * b", x, [](auto a, auto b, auto) { return a * b; });
    check("a / b", x, [](auto a, auto b, auto) { return a / b; });
    check_multiply_add(x);
    if constexpr (Tuning::has_fma) {
        check("fma", x, [](auto a, auto b, auto c) { return fma(a, b, c); });
    }
    if constexpr (Tuning::has_sqrt) {
        check("sqrt", x, [](auto a, auto, auto) { return sqrt(a); });
    }
    check("a < b ? b : c", x, [](auto a, auto b, auto c) { return select(a < b, b, c); });
    check("b < a ? c : a", x, [](auto a, auto b, auto c) { return select(b < a, c, a); });
    check("min", x, [](auto a, auto b, auto) { return min(a, b); });
    check("max", x, [](auto a, auto b, auto) { return max(a, b); });
    check("from_bits(bits)", x, [](auto a, auto, auto) { return from_bits(bits(a)); });
    check("splat", x, [&](auto a, auto, auto) { return decltype(a)(x.b[0]); });
    expect("first_lane", 0, first_lane(Pack::load(x.a)), x.a[0], x.a[0]);
}

/// What promises its result only of some numbers: others become 1.
void check_domains(const Operands& x) {
    Operands inside;
    for (unsigned i = 0; i < width; ++i) {
        inside.a[i] = x.a[i];
        inside.b[i] = is_nan(x.b[i]) ? 1.0f : to_float(to_bits(x.b[i]) & 0x7fffffffu);
        const uint32_t exponent = to_bits(x.c[i]) >> 23 & 0xffu;  // neither 1/c nor c is denormal
        const bool is_zero = (to_bits(x.c[i]) & 0x7fffffffu) == 0;
        inside.c[i] = is_zero || exponent == 255 || (exponent > 0 && exponent < 253) ? x.c[i] : 1.0f;
    }
    check("clamp_within", inside, [](auto a, auto b, auto) { return clamp_within(a, b); });
    check("reciprocal", inside, [](auto, auto, auto c) { return reciprocal(c); });
}

/// An operation that takes two Bits and two words alike.
template <class Operation>
void check(const char* name, const Words& a, const Words& b, Operation operation) {
    Words got;
    read(operation(make_bits(a), make_bits(b)), got);
    for (unsigned i = 0; i < width; ++i) {
        expect(name, i, got[i], operation(a[i], b[i]));
    }
}

void check_bits(const Words& a, const Words& b) {
    check("bits +", a, b, [](auto x, auto y) { return x + y; });
    check("bits -", a, b, [](auto x, auto y) { return x - y; });
    check("bits &", a, b, [](auto x, auto y) { return x & y; });
    check("bits |", a, b, [](auto x, auto y) { return x | y; });
    check("bits ^", a, b, [](auto x, auto y) { return x ^ y; });
    for (unsigned count = 0; count < 32; ++count) {
        check("bits <<", a, b, [=](auto x, auto) { return x << count; });
        check("bits >>", a, b, [=](auto x, auto) { return x >> count; });
    }
    check("bits x < y", a, b, [](auto x, auto y) { return select(is_less(x, y), x, y); });
    check("bits splat", a, b, [&](auto x, auto) { return decltype(x)(a[0]); });
}

/// Of no lane, of all, and of each alone.
void check_any_sign(const Words& a) {
    Words words;
    for (unsigned with_sign = 0; with_sign < width + 2; ++with_sign) {
        for (unsigned i = 0; i < width; ++i) {
            const bool has_sign = with_sign == i || with_sign == width + 1;
            words[i] = (a[i] & 0x7fffffffu) | (has_sign ? 0x80000000u : 0u);
        }
        expect("any_sign", with_sign, any_sign(make_bits(words)) ? 1 : 0, with_sign == width ? 0 : 1);
    }
}

void check_transpose() {
    Pack rows[width];
    for (unsigned i = 0; i < width; ++i) {
        Lanes row;
        for (unsigned j = 0; j < width; ++j) {
            row[j] = static_cast<float>(100 * i + j);
        }
        rows[i] = Pack::load(row);
    }
    transpose(rows);
    for (unsigned i = 0; i < width; ++i) {
        Lanes row;
        rows[i].store(row);
        for (unsigned j = 0; j < width; ++j) {
            expect("transpose", j, to_bits(row[j]), to_bits(static_cast<float>(100 * j + i)));
        }
    }
}

void check_sums_of_rows(Pcg32& random) {
    Pack rows[width];
    Lanes expected, got;
    for (unsigned i = 0; i < width; ++i) {
        Lanes row;
        for (float& number : row) {
            number = to_float(0x3f000000u | random.next() >> 8);
        }
        rows[i] = Pack::load(row);
        for (unsigned half = width / 2; half > 0; half /= 2) {
            for (unsigned k = 0; k < half; ++k) {
                row[k] = row[k] + row[k + half];
            }
        }
        expected[i] = row[0];
    }
    sums_of_rows(rows).store(got);
    for (unsigned i = 0; i < width; ++i) {
        expect("sums_of_rows", i, to_bits(got[i]), to_bits(expected[i]));
    }
}

/// Random bits, a number between 1/2 and 2, or something hostile.
uint32_t draw(Pcg32& random) {
    const uint32_t kind = random.next() >> 30, word = random.next();
    return kind == 0 ? hostile[word % hostile_count] : kind == 1 ? 0x3f000000u + (word & 0x80ffffffu) : word;
}

void check_numbers(Pcg32& random) {
    for (unsigned round = 0; round < 2000 + hostile_count * hostile_count; ++round) {
        Operands x;
        Words a, b;
        for (unsigned i = 0; i < width; ++i) {
            const bool pairs = round < hostile_count * hostile_count;  // each with each, at first, in each lane
            const unsigned pair = round + i;
            a[i] = pairs ? hostile[pair % hostile_count] : draw(random);
            b[i] = pairs ? hostile[pair / hostile_count % hostile_count] : draw(random);
            x.a[i] = to_float(a[i]);
            x.b[i] = to_float(b[i]);
            x.c[i] = to_float(draw(random));
        }
        check_arithmetic(x);
        check_domains(x);
        check_sums_of_rows(random);
        if (round % 16 == 0) {
            check_bits(a, b);
            check_any_sign(a);
        }
    }
}

bool processor_suffices() {
#if defined(__AVX512F__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512bw");
#elif defined(__AVX2__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return true;
#endif
}

/// Not inlined, so that nothing of it runs on a processor that lacks the instructions.
[[gnu::noinline]] int check_all() {
    Lanes denormals, doubled;
    for (float& lane : denormals) {
        lane = smallest;
    }
    (Pack::load(denormals) + Pack::load(denormals)).store(doubled);
    flushes = to_bits(doubled[width - 1]) != 2u;
    Pcg32 random(1);
    check_numbers(random);
    check_memory(random);
    check_transpose();
    board::print("pack: ", wrong == 0 ? "all right" : "WRONG", flushes ? ", but denormals are flushed\n" : "\n");
    return wrong != 0 ? 1 : flushes ? 2 : 0;
}

}  // namespace

int main() {
    if (!processor_suffices()) {
        board::print("pack: the processor lacks the port's instructions\n");
        return 77;
    }
    return check_all();
}
