// SPDX-License-Identifier: MIT
// Proves what lib/mote/base/math.hpp, lib/mote/activation and ports/arithmetic/base/mote_by_integers.hpp say of errors:
// visits every float, measures each function against the double-precision libm, and compares the hash of all result bits
// with the one that every other build found.
//   math_sweep [function|all] [--crc-only] [--stride N]
// --crc-only leaves out the reference and compares the bits alone; --stride visits every N-th float. The hashes to
// compare with are known for N = 1 and N = 4099.
#include <mote/activation/exponential.hpp>
#include <mote/activation/sigmoidal.hpp>
#include <mote/activation/smooth.hpp>
#include <mote/base/math.hpp>

#include <mote_by_integers.hpp>  // in the namespace of the port above

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

namespace {

using mote::Pack;

constexpr unsigned block = 4096;         // floats at a time: a multiple of every Pack's width and of `streams`
constexpr unsigned streams = 8;          // independent hashes, so that none waits for its own last product
constexpr uint64_t quick_stride = 4099;  // prime, so that every exponent meets all kinds of low bits

/// The exact result, and the size in whose ULP its error counts: larger than the result where two terms cancel.
struct Exact {
    double value, size;
};

Exact plain(double value) { return {value, value}; }

// Beyond its domain an angle is held to be 0; infinity is none.
double held(double x) { return fabs(x) <= 1e5 ? x : x - x; }

Exact exact_exp(double x) { return plain(exp(x)); }
Exact exact_log(double x) { return plain(log(x)); }
Exact exact_tanh(double x) { return plain(tanh(x)); }
Exact exact_sigmoid(double x) { return plain(1 / (1 + exp(-x))); }
Exact exact_sin(double x) { return plain(sin(held(x))); }
Exact exact_cos(double x) { return plain(cos(held(x))); }
Exact exact_square_root(double x) { return plain(sqrt(x)); }

// Where x is far to the left, products with infinity have no meaning; there and at the far right, results are constants.
bool is_far(double x) { return fabs(x) > 150; }
Exact far_value(double x) { return plain(x > 0 ? x : -0.0); }
Exact far_slope(double x) { return plain(x > 0 ? 1.0 : -0.0); }

Exact exact_mish(double x) {
    if (is_far(x)) {
        return far_value(x);
    }
    const double e = exp(x), n = e * (e + 2);
    return plain(x * (n / (n + 2)));
}

Exact exact_mish_slope(double x) {
    if (is_far(x)) {
        return far_slope(x);
    }
    const double e = exp(x), n = e * (e + 2), ratio = n / (n + 2);
    const double gain = x * 4 * e * (e + 1) / ((n + 2) * (n + 2));
    return {ratio + gain, ratio + fabs(gain)};
}

Exact exact_exp_less_one(double x) { return plain(expm1(-fabs(x))); }
Exact exact_log1p_of_exp(double x) { return plain(log1p(exp(-fabs(x)))); }
Exact exact_erf(double x) { return plain(erf(x)); }
Exact exact_silu(double x) { return is_far(x) ? far_value(x) : plain(x / (1 + exp(-x))); }
Exact exact_silu_slope(double x) {
    if (is_far(x)) {
        return far_slope(x);
    }
    const double rising = 1 / (1 + exp(-x)), gain = x * rising / (1 + exp(x));
    return {rising + gain, rising + fabs(gain)};
}

double normal_distribution(double x) { return 0.5 * erfc(-0x1.6a09e667f3bcdp-1 * x); }
Exact exact_gelu(double x) { return is_far(x) ? far_value(x) : plain(x * normal_distribution(x)); }
Exact exact_gelu_slope(double x) {
    if (is_far(x)) {
        return far_slope(x);
    }
    const double rising = normal_distribution(x), gain = x * 0x1.9884533d43651p-2 * exp(-0.5 * x * x);
    return {rising + gain, rising + fabs(gain)};
}

// gelu_tanh(x) = x / (1 + e^-steep).
double steep(double x) { return 2 * 0x1.9884533d43651p-1 * (x + 0.044715 * x * x * x); }
Exact exact_gelu_tanh(double x) { return is_far(x) ? far_value(x) : plain(x / (1 + exp(-steep(x)))); }
Exact exact_gelu_tanh_slope(double x) {
    if (is_far(x)) {
        return far_slope(x);
    }
    const double rise = 2 * 0x1.9884533d43651p-1 * (1 + 3 * 0.044715 * x * x), rising = 1 / (1 + exp(-steep(x)));
    const double gain = fabs(x) > 12 ? 0 : x * rising * rise / (1 + exp(steep(x)));
    return {rising + gain, rising + fabs(gain)};
}

Exact exact_softplus(double x) { return plain(x > 20 ? x : log1p(exp(x))); }
Exact exact_log_sigmoid(double x) { return plain(x < -700 ? x : -log1p(exp(-x))); }
Exact exact_softsign(double x) { return plain(x / (1 + fabs(x))); }
Exact exact_selu(double x) { return plain(1.0507009873554804934 * (x > 0 ? x : 1.6732632423543772848 * expm1(x))); }

// These two are for numbers up to 0.
Pack exp_less_one(Pack x) { return mote::detail::exp_less_one(mote::detail::negative(x)); }
Pack log1p_of_exp(Pack x) { return mote::detail::log1p_of_exp(mote::detail::negative(x)); }

using GivesBoth = mote::ValueAndSlope (*)(Pack);
template <GivesBoth function>
Pack value_of(Pack x) {
    return function(x).value;
}
template <GivesBoth function>
Pack slope_of(Pack x) {
    return function(x).slope;
}

float reciprocal_by_integers(float x) { return mote::MOTE_PORT::quotient_by_integers(1.0f, x); }

/// A float so that its quotient by x is as near as can be to halfway between two floats: of Q + 1/2, with Q of 24 bits, times
/// the significand of x, nothing is left but the smallest of units. Scaled, so that quotients overflow and become denormal.
float hard_numerator(float x) {
    uint32_t denominator = 0;
    memcpy(&denominator, &x, sizeof x);
    denominator = (denominator & 0x007fffffu) | 0x00800000u;
    uint32_t odd = denominator;
    while (odd % 2 == 0) {
        odd /= 2;
    }
    uint32_t inverse = odd;  // modulo 2^3, and each step doubles the exponent
    for (int i = 0; i < 4; ++i) {
        inverse *= 2 - odd * inverse;
    }
    const uint32_t of_25_bits = inverse & 0x01ffffffu;
    const uint64_t twice_quotient = of_25_bits < 0x01000000u ? 0x02000000u - of_25_bits : of_25_bits;
    const uint64_t numerator = (twice_quotient * denominator + 0x01000000u) >> 25;
    return static_cast<float>(numerator) * 0x1p-40f;
}
float hard_quotient_by_integers(float x) { return mote::MOTE_PORT::quotient_by_integers(hard_numerator(x), x); }
Exact exact_reciprocal(double x) { return plain(1 / x); }
Exact exact_hard_quotient(double x) { return plain(static_cast<double>(hard_numerator(static_cast<float>(x))) / x); }

/// A function of floats, for Packs.
template <float (*function)(float)>
Pack lane_by_lane(Pack x) {
    float lanes[Pack::width];
    x.store(lanes);
    for (float& lane : lanes) {
        lane = function(lane);
    }
    return Pack::load(lanes);
}

template <Pack (*function)(Pack)>
void evaluate(const float* x, float* y) {
    for (unsigned i = 0; i < block; i += Pack::width) {
        function(Pack::load(x + i)).store(y + i);
    }
}

template <Exact (*function)(double)>
void evaluate_exactly(const float* x, Exact* y) {
    for (unsigned i = 0; i < block; ++i) {
        y[i] = function(static_cast<double>(x[i]));
    }
}

/// The hashes of all results, and of those at every quick_stride-th float.
struct Hashes {
    uint64_t all, quick;
};

/// One function: the error that math.hpp admits, in ULP, and the hashes of its results in both profiles.
struct Function {
    const char* name;
    void (*evaluate)(const float*, float*);
    void (*evaluate_exactly)(const float*, Exact*);
    double bound;
    Hashes unfused, fused;
};

constexpr Hashes of_root = {0xbdca7ebb57238920u, 0xaf7b2b8215595cd0u};  // one function, computed in three ways
constexpr Hashes of_reciprocal = {0xc3edb3c6299ec335u, 0x8d0925d65f4e5529u};
constexpr Hashes of_hard_quotient = {0x429b8c8b0bc17b42u, 0x369047df63dcccdcu};
constexpr Function functions[] = {
    {"exp",
     evaluate<mote::exp>,
     evaluate_exactly<exact_exp>,
     1.04,
     {0x5fc6c6609d1dd784u, 0x120a746501bfc16cu},
     {0x5f7f9212675dafebu, 0xb5d23696e3652175u}},
    {"log",
     evaluate<mote::log>,
     evaluate_exactly<exact_log>,
     0.85,
     {0x857f494c45f62ea3u, 0x6238f146577a12b3u},
     {0x0840a730c6fa7854u, 0x6238f146577a12b3u}},
    {"tanh",
     evaluate<mote::tanh>,
     evaluate_exactly<exact_tanh>,
     1.73,
     {0x0eb826ec23133ba7u, 0x30859219c81d7d95u},
     {0x88f075028cdf7243u, 0x59dad6c6b35e1591u}},
    {"sigmoid",
     evaluate<mote::sigmoid>,
     evaluate_exactly<exact_sigmoid>,
     1.93,
     {0x4c2cbbd9a40ba2a9u, 0xff1b8695aaee6258u},
     {0x1b48871f5603c3c7u, 0x9746ec0c61924afcu}},
    {"mish",
     evaluate<value_of<mote::mish>>,
     evaluate_exactly<exact_mish>,
     4.94,
     {0xb99b88dfbb59b521u, 0x1defa7d6699e02c4u},
     {0x178ac7c06854777eu, 0x6ef143f2b27930d0u}},
    {"mish_slope",
     evaluate<slope_of<mote::mish>>,
     evaluate_exactly<exact_mish_slope>,
     5.84,
     {0x98005815efd99291u, 0xc34c73893ba53cd1u},
     {0xaeb74646d03ae6c4u, 0x0d499d681a0b3258u}},
    {"sin",
     evaluate<mote::sin>,
     evaluate_exactly<exact_sin>,
     1.67,
     {0xabe5e59f731a1b9eu, 0x518ff395fabbebe0u},
     {0xebbc883206f8acbcu, 0xe318bd1fcae32103u}},
    {"cos",
     evaluate<mote::cos>,
     evaluate_exactly<exact_cos>,
     1.67,
     {0x58b0094ef8181b92u, 0x1fbe57ff168884ebu},
     {0xb475166d74bc9c26u, 0xfa9cbe816091d845u}},
    {"exp_less_one",
     evaluate<exp_less_one>,
     evaluate_exactly<exact_exp_less_one>,
     1.11,
     {0xa35b0163fea38ba1u, 0xdef8d6250a34c38eu},
     {0xd417bab0886ab44fu, 0xff5aa272c50ae405u}},
    {"log1p_of_exp",
     evaluate<log1p_of_exp>,
     evaluate_exactly<exact_log1p_of_exp>,
     1.71,
     {0xa7d630b67d58ad04u, 0x76e5c9db66254122u},
     {0xc23b1a270df1c4d2u, 0x6bd5abc690b66341u}},
    {"erf",
     evaluate<mote::erf>,
     evaluate_exactly<exact_erf>,
     1.78,
     {0xecdbd7989beff16bu, 0x4d9b5a1f90d6e9e6u},
     {0x7154e128801d7b42u, 0x25d2ba6ba995fc70u}},
    {"silu",
     evaluate<value_of<mote::silu>>,
     evaluate_exactly<exact_silu>,
     2.94,
     {0x685402db5c72725fu, 0xdc099d9603d5b114u},
     {0x2b54d8a2f37d8ee3u, 0x68e7b60fcb95a3f2u}},
    {"silu_slope",
     evaluate<slope_of<mote::silu>>,
     evaluate_exactly<exact_silu_slope>,
     3.07,
     {0x0adec5cd59f13db2u, 0x285ae494d3a6c0acu},
     {0x92da80d5b222f230u, 0x60f6f9ea155bcb3bu}},
    {"gelu",
     evaluate<value_of<mote::gelu>>,
     evaluate_exactly<exact_gelu>,
     5.19,
     {0xe13a8969b0427ae4u, 0xe51fc5328d1d00afu},
     {0xc5d23808e5d030e9u, 0x9d398a7b6523c9a6u}},
    {"gelu_slope",
     evaluate<slope_of<mote::gelu>>,
     evaluate_exactly<exact_gelu_slope>,
     4.61,
     {0x0020c25bb1fa30d5u, 0x239301f9c693ab4fu},
     {0x1825a49a6a42dcd5u, 0xab7af6e84d061720u}},
    {"gelu_tanh",
     evaluate<value_of<mote::gelu_tanh>>,
     evaluate_exactly<exact_gelu_tanh>,
     2.85,
     {0xc5790ef5827772b7u, 0x1e09bdf52f07adc2u},
     {0x91ee5f005d156cf4u, 0x18e4f6566a814cb5u}},
    {"gelu_tanh_slope",
     evaluate<slope_of<mote::gelu_tanh>>,
     evaluate_exactly<exact_gelu_tanh_slope>,
     4.65,
     {0x3fa36477ed3ba48bu, 0xdaaa4e45d00dda2eu},
     {0x8505df47a633d66du, 0xb902b9ecb5c3c2a1u}},
    {"softplus",
     evaluate<mote::Softplus<>::value>,
     evaluate_exactly<exact_softplus>,
     1.71,
     {0xd8dc5d34a9fb52c3u, 0x98ef0402b3c1e78du},
     {0xebf5149f8cde1fb6u, 0x23de6d0890e2e7beu}},
    {"log_sigmoid",
     evaluate<mote::LogSigmoid::value>,
     evaluate_exactly<exact_log_sigmoid>,
     1.71,
     {0x024de278a1f11985u, 0xd410966648b66681u},
     {0xab5d2a2c30dcf45du, 0xc8312d7e2bc730aau}},
    {"softsign",
     evaluate<mote::Softsign::value>,
     evaluate_exactly<exact_softsign>,
     1.5,
     {0x393ad44039bc5c3du, 0x8ddc6669c0887f20u},
     {0x393ad44039bc5c3du, 0x8ddc6669c0887f20u}},
    {"selu",
     evaluate<mote::Selu::value>,
     evaluate_exactly<exact_selu>,
     2.18,
     {0xa0616cf0acb5cd2bu, 0x101d7c28bcf79c02u},
     {0xcbda4e49e4ce4d9au, 0xb2d5b991a9d7a2f3u}},
    {"square_root", evaluate<mote::square_root>, evaluate_exactly<exact_square_root>, 0.5, of_root, of_root},
    {"square_root_by_digits", evaluate<lane_by_lane<mote::detail::square_root_by_digits>>,
     evaluate_exactly<exact_square_root>, 0.5, of_root, of_root},
    {"square_root_by_integers", evaluate<lane_by_lane<mote::MOTE_PORT::root_by_integers>>,
     evaluate_exactly<exact_square_root>, 0.5, of_root, of_root},
    {"reciprocal_by_integers", evaluate<lane_by_lane<reciprocal_by_integers>>, evaluate_exactly<exact_reciprocal>, 0.5,
     of_reciprocal, of_reciprocal},
    {"quotient_by_integers", evaluate<lane_by_lane<hard_quotient_by_integers>>, evaluate_exactly<exact_hard_quotient>,
     0.5, of_hard_quotient, of_hard_quotient},
};

template <class To, class From>
To copy_bits(From from) {
    static_assert(sizeof(To) == sizeof(From));
    To to;
    memcpy(&to, &from, sizeof to);
    return to;
}

/// How many units in the last place of the floats around `size` make 1: a power of two, of whose exponent it is made.
double units_in_one(double size) {
    constexpr uint64_t exponent_bits = 0x7ff0000000000000u, twice_one = 0x7fe0000000000000u;
    const uint64_t power_of_two = copy_bits<uint64_t>(size) & exponent_bits, smallest = copy_bits<uint64_t>(0x1p-126);
    const uint64_t unit = (power_of_two < smallest ? smallest : power_of_two) - (uint64_t{23} << 52);
    return copy_bits<double>(twice_one - unit);
}

/// Overflow counts as the float that would come next, 2^128: so results near the limit have an error like all others.
double without_infinity(double y) {
    const double below = y > 0x1p128 ? 0x1p128 : y;
    return below < -0x1p128 ? -0x1p128 : below;
}

bool differs_in_kind(float y, double exact) {
    const bool overflow_too_early = isinf(y) && fabs(exact) < 0x1p127;
    const bool overflow_missed = isinf(exact) && !(static_cast<double>(y) == exact);
    return isnan(y) != isnan(exact) || overflow_too_early || overflow_missed;
}

/// What comparing with the exact results has found so far.
struct Comparison {
    double largest_error = 0;
    float where = 0;
    uint64_t differing_kinds = 0;

    void add(const float* x, const float* y, const Exact* exact, unsigned count) {
        double errors[block];
        for (unsigned i = 0; i < block; ++i) {
            const double distance = without_infinity(static_cast<double>(y[i])) - without_infinity(exact[i].value);
            errors[i] = fabs(distance) * units_in_one(without_infinity(exact[i].size));
        }
        for (unsigned i = 0; i < count; ++i) {
            differing_kinds += differs_in_kind(y[i], exact[i].value);
            if (errors[i] > largest_error) {
                largest_error = errors[i];
                where = x[i];
            }
        }
    }
};

/// FNV-1a over whole words in `streams` interleaved streams; all NaNs count as one.
struct Hash {
    static constexpr uint64_t prime = 0x100000001b3u;
    uint64_t parts[streams] = {};

    void add(const float* y, unsigned count) {
        uint32_t words[block] = {};
        for (unsigned i = 0; i < count; ++i) {
            const uint32_t word = copy_bits<uint32_t>(y[i]);
            words[i] = (word & 0x7fffffffu) > 0x7f800000u ? 0x7fc00000u : word;
        }
        for (unsigned i = 0; i < block; i += streams) {
            for (unsigned stream = 0; stream < streams; ++stream) {
                parts[stream] = (parts[stream] ^ words[i + stream]) * prime;
            }
        }
    }

    uint64_t value() const {
        uint64_t all = 0xcbf29ce484222325u;
        for (const uint64_t part : parts) {
            all = (all ^ (part ^ (part >> 32))) * prime;
        }
        return all;
    }
};

/// Sweeps one function, prints a line, and says whether all is as promised.
bool sweep(const Function& function, bool compare, uint64_t stride) {
    static float x[block], y[block];
    static Exact exact[block];
    Comparison comparison;
    Hash hash;
    constexpr uint64_t patterns = uint64_t{1} << 32;
    for (uint64_t first = 0; first < patterns; first += block * stride) {
        unsigned count = 0;
        for (unsigned i = 0; i < block; ++i) {
            const uint64_t pattern = first + i * stride;
            count += pattern < patterns;
            x[i] = copy_bits<float>(static_cast<uint32_t>(pattern));
        }
        function.evaluate(x, y);
        hash.add(y, count);
        if (compare) {
            function.evaluate_exactly(x, exact);
            comparison.add(x, y, exact, count);
        }
    }

    const bool known = stride == 1 || stride == quick_stride;
    const Hashes& hashes = mote::arithmetic == mote::Arithmetic::fused ? function.fused : function.unfused;
    const bool same_bits = !known || hash.value() == (stride == 1 ? hashes.all : hashes.quick);
    const bool close_enough = comparison.largest_error <= function.bound && comparison.differing_kinds == 0;
    printf("%-24s hash %016llx%s", function.name, static_cast<unsigned long long>(hash.value()),
           same_bits ? (known ? ", as expected" : "") : ", UNEXPECTED");
    if (compare) {
        const double where = static_cast<double>(comparison.where);
        printf("; %.4f ULP at %a (%.9g); NaN or infinity amiss: %llu%s", comparison.largest_error, where, where,
               static_cast<unsigned long long>(comparison.differing_kinds), close_enough ? "" : ", BEYOND THE PROMISE");
    }
    printf("\n");
    fflush(stdout);
    return same_bits && close_enough;
}

}  // namespace

int main(int count, char** arguments) {
    const char* wanted = "all";
    bool compare = true;
    uint64_t stride = 1;
    for (int i = 1; i < count; ++i) {
        if (strcmp(arguments[i], "--crc-only") == 0) {
            compare = false;
        } else if (strcmp(arguments[i], "--stride") == 0 && i + 1 < count) {
            stride = strtoull(arguments[++i], nullptr, 10);
        } else {
            wanted = arguments[i];
        }
    }
    bool found = false;
    bool passed = true;
    for (const Function& function : functions) {
        if (stride != 0 && (strcmp(wanted, "all") == 0 || strcmp(wanted, function.name) == 0)) {
            found = true;
            passed = sweep(function, compare, stride) && passed;
        }
    }
    if (!found) {
        fprintf(stderr, "usage: math_sweep [function|all] [--crc-only] [--stride N]\n");
        return 2;
    }
    return passed ? 0 : 1;
}
