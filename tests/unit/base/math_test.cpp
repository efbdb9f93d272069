// SPDX-License-Identifier: MIT
#include "mote/base/math.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "catch.hpp"

using mote::Pack;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr float smallest_denormal = std::numeric_limits<float>::denorm_min();
constexpr float smallest_normal = std::numeric_limits<float>::min();
constexpr float largest = std::numeric_limits<float>::max();

float first_lane(Pack pack) {
    float lanes[Pack::width];
    pack.store(lanes);
    return lanes[0];
}

float exp(float x) { return first_lane(mote::exp(x)); }
float log(float x) { return first_lane(mote::log(x)); }
float tanh(float x) { return first_lane(mote::tanh(x)); }
float sigmoid(float x) { return first_lane(mote::sigmoid(x)); }
float sin(float x) { return first_lane(mote::sin(x)); }
float cos(float x) { return first_lane(mote::cos(x)); }
// Functions of their own: GCC 12 with AVX-512 fails (an internal error in its vectorizer) on a test that holds many of them.
[[gnu::noinline]] float mish(float x) { return first_lane(mote::mish(x).value); }
[[gnu::noinline]] float mish_slope(float x) { return first_lane(mote::mish(x).slope); }
float erf(float x) { return first_lane(mote::erf(x)); }
[[gnu::noinline]] float silu(float x) { return first_lane(mote::silu(x).value); }
[[gnu::noinline]] float silu_slope(float x) { return first_lane(mote::silu(x).slope); }
[[gnu::noinline]] float gelu(float x) { return first_lane(mote::gelu(x).value); }
[[gnu::noinline]] float gelu_slope(float x) { return first_lane(mote::gelu(x).slope); }
[[gnu::noinline]] float gelu_tanh(float x) { return first_lane(mote::gelu_tanh(x).value); }
[[gnu::noinline]] float gelu_tanh_slope(float x) { return first_lane(mote::gelu_tanh(x).slope); }
float square_root(float x) { return first_lane(mote::square_root(x)); }

struct Named {
    const char* name;
    float (*function)(float);
};
constexpr Named functions[] = {{"exp", exp},
                               {"log", log},
                               {"tanh", tanh},
                               {"sigmoid", sigmoid},
                               {"sin", sin},
                               {"cos", cos},
                               {"mish", mish},
                               {"mish_slope", mish_slope},
                               {"erf", erf},
                               {"silu", silu},
                               {"silu_slope", silu_slope},
                               {"gelu", gelu},
                               {"gelu_slope", gelu_slope},
                               {"gelu_tanh", gelu_tanh},
                               {"gelu_tanh_slope", gelu_tanh_slope},
                               {"square_root", square_root},
                               {"square_root_by_digits", mote::detail::square_root_by_digits}};

uint32_t bits_of(float x) {
    uint32_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}

float float_of(uint32_t bits) {
    float x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

bool is_negative_zero(float x) { return bits_of(x) == 0x80000000u; }
bool is_positive_zero(float x) { return bits_of(x) == 0; }

/// Every exponent with a handful of significands, both signs: denormals, infinities and NaNs among them.
std::vector<float> hostile_floats() {
    std::vector<float> all;
    for (uint32_t exponent = 0; exponent < 256; ++exponent) {
        for (const uint32_t significand : {0u, 1u, 0x2aaaaau, 0x3504f3u, 0x400000u, 0x555555u, 0x7ffffeu, 0x7fffffu}) {
            all.push_back(float_of(exponent << 23 | significand));
            all.push_back(float_of(0x80000000u | exponent << 23 | significand));
        }
    }
    return all;
}

/// Both signs of `points` values from `smallest` to `largest`, in equal ratios.
std::vector<float> spread(double smallest, double greatest, int points) {
    std::vector<float> all;
    for (int i = 0; i < points; ++i) {
        const double x = smallest * std::pow(greatest / smallest, static_cast<double>(i) / (points - 1));
        all.push_back(static_cast<float>(x));
        all.push_back(static_cast<float>(-x));
    }
    return all;
}

/// The error of `y` in ULP of `size`, which is the exact result unless that is the difference of larger terms.
double ulp(float y, double exact, double size) {
    int exponent;
    std::frexp(size, &exponent);
    return std::fabs(static_cast<double>(y) - exact) / std::ldexp(1.0, std::max(exponent - 24, -149));
}
double ulp(float y, double exact) { return ulp(y, exact, exact); }

}  // namespace

TEST_CASE("exp: special values are those of IEEE-754") {
    CHECK(exp(0.0f) == 1.0f);
    CHECK(exp(-0.0f) == 1.0f);
    CHECK(exp(infinity) == infinity);
    CHECK(is_positive_zero(exp(-infinity)));
    CHECK(exp(smallest_denormal) == 1.0f);
    CHECK(exp(-smallest_denormal) == 1.0f);
    CHECK(exp(largest) == infinity);
    CHECK(is_positive_zero(exp(-largest)));
}

TEST_CASE("exp: the range ends where a float's does, and denormal results are kept") {
    CHECK(exp(88.72283f) < infinity);
    CHECK(exp(88.72284f) == infinity);
    CHECK(exp(-87.4f) > 0.0f);
    CHECK(exp(-87.4f) < smallest_normal);
    CHECK(exp(-103.9f) == smallest_denormal);
    CHECK(is_positive_zero(exp(-104.0f)));
}

TEST_CASE("log: special values are those of IEEE-754") {
    CHECK(is_positive_zero(log(1.0f)));
    CHECK(log(0.0f) == -infinity);
    CHECK(log(-0.0f) == -infinity);
    CHECK(log(infinity) == infinity);
    CHECK(std::isnan(log(-1.0f)));
    CHECK(std::isnan(log(-smallest_denormal)));
    CHECK(std::isnan(log(-infinity)));
    CHECK(log(smallest_denormal) == Approx(-103.27893).epsilon(1e-7));
}

TEST_CASE("tanh: special values, saturation and denormals") {
    CHECK(is_positive_zero(tanh(0.0f)));
    CHECK(is_negative_zero(tanh(-0.0f)));
    CHECK(tanh(infinity) == 1.0f);
    CHECK(tanh(-infinity) == -1.0f);
    CHECK(tanh(9.02f) == 1.0f);
    CHECK(tanh(8.0f) < 1.0f);
    CHECK(tanh(smallest_denormal) == smallest_denormal);
    CHECK(tanh(-smallest_normal) == -smallest_normal);
    CHECK(tanh(1e-5f) == 1e-5f);
}

TEST_CASE("sigmoid: special values, saturation and the denormal tail") {
    CHECK(sigmoid(0.0f) == 0.5f);
    CHECK(sigmoid(-0.0f) == 0.5f);
    CHECK(sigmoid(infinity) == 1.0f);
    CHECK(is_positive_zero(sigmoid(-infinity)));
    CHECK(sigmoid(17.0f) < 1.0f);
    CHECK(sigmoid(18.0f) == 1.0f);
    CHECK(sigmoid(-103.9f) == smallest_denormal);
    CHECK(is_positive_zero(sigmoid(-104.0f)));
}

TEST_CASE("mish: special values of value and slope") {
    CHECK(is_positive_zero(mish(0.0f)));
    CHECK(is_negative_zero(mish(-0.0f)));
    CHECK(mish_slope(0.0f) == 0.6f);
    CHECK(mish(infinity) == infinity);
    CHECK(mish_slope(infinity) == 1.0f);
    CHECK(is_negative_zero(mish(-infinity)));
    CHECK(is_negative_zero(mish_slope(-infinity)));
    CHECK(mish(largest) == largest);
    CHECK(mish_slope(largest) == 1.0f);
    CHECK(is_negative_zero(mish(-largest)));
    CHECK(mish(100.0f) == 100.0f);
    CHECK(mish(-100.0f) < 0.0f);
}

TEST_CASE("erf: special values, saturation and denormals") {
    CHECK(is_positive_zero(erf(0.0f)));
    CHECK(is_negative_zero(erf(-0.0f)));
    CHECK(erf(infinity) == 1.0f);
    CHECK(erf(-infinity) == -1.0f);
    CHECK(erf(3.92f) == 1.0f);
    CHECK(erf(3.7f) < 1.0f);
    CHECK(erf(smallest_denormal) == smallest_denormal);
    CHECK(erf(-smallest_normal) == Approx(-1.1283791671 * static_cast<double>(smallest_normal)).epsilon(1e-6));
}

TEST_CASE("silu and the gelus: special values of value and slope, and the denormal tail") {
    struct Pair {
        float (*value)(float);
        float (*slope)(float);
        float denormal, zero;  ///< where the value is a denormal, and from where on it is none
    };
    for (const Pair& of : {Pair{silu, silu_slope, -100.0f, -110.0f}, Pair{gelu, gelu_slope, -14.0f, -14.7f},
                           Pair{gelu_tanh, gelu_tanh_slope, -10.5f, -11.0f}}) {
        CHECK(is_positive_zero(of.value(0.0f)));
        CHECK(is_negative_zero(of.value(-0.0f)));
        CHECK(std::fabs(of.slope(0.0f) - 0.5f) <= 0x1p-23f);
        CHECK(of.slope(-0.0f) == of.slope(0.0f));
        CHECK(of.value(infinity) == infinity);
        CHECK(of.slope(infinity) == 1.0f);
        CHECK(is_negative_zero(of.value(-infinity)));
        CHECK(is_negative_zero(of.slope(-infinity)));
        CHECK(of.value(largest) == largest);
        CHECK(of.slope(largest) == 1.0f);
        CHECK(is_negative_zero(of.value(-largest)));
        CHECK(of.value(of.denormal) < 0.0f);
        CHECK(of.value(of.denormal) > -smallest_normal);
        CHECK(is_negative_zero(of.value(of.zero)));
        CHECK(is_negative_zero(of.slope(of.zero)));
    }
}

TEST_CASE("sin and cos: special values, and the angle 0 beyond the domain") {
    CHECK(is_positive_zero(sin(0.0f)));
    CHECK(is_negative_zero(sin(-0.0f)));
    CHECK(cos(0.0f) == 1.0f);
    CHECK(cos(-0.0f) == 1.0f);
    CHECK(sin(smallest_denormal) == smallest_denormal);
    CHECK(sin(-smallest_normal) == -smallest_normal);
    CHECK(std::isnan(sin(infinity)));
    CHECK(std::isnan(cos(-infinity)));
    CHECK(sin(1e5f) == Approx(0.0357488).epsilon(1e-5));
    for (const float beyond : {std::nextafter(1e5f, infinity), 1e20f, largest}) {
        CHECK(is_positive_zero(sin(beyond)));
        CHECK(is_negative_zero(sin(-beyond)));
        CHECK(cos(beyond) == 1.0f);
        CHECK(cos(-beyond) == 1.0f);
    }
}

TEST_CASE("square_root: special values are those of IEEE-754") {
    for (const auto root : {square_root, &mote::detail::square_root_by_digits}) {
        CHECK(is_positive_zero(root(0.0f)));
        CHECK(is_negative_zero(root(-0.0f)));
        CHECK(root(infinity) == infinity);
        CHECK(std::isnan(root(-1.0f)));
        CHECK(std::isnan(root(-smallest_denormal)));
        CHECK(std::isnan(root(-infinity)));
        CHECK(root(4.0f) == 2.0f);
        CHECK(root(0x1p-148f) == 0x1p-74f);
    }
}

TEST_CASE("square_root: the root by digits and the machine's are bit-identical") {
    for (const float x : hostile_floats()) {
        if (x >= 0.0f) {
            CHECK(bits_of(mote::detail::square_root_by_digits(x)) == bits_of(std::sqrt(x)));
            CHECK(bits_of(square_root(x)) == bits_of(std::sqrt(x)));
        }
    }
}

TEST_CASE("every function gives NaN for NaN of either sign and any payload") {
    for (const auto& [name, function] : functions) {
        CAPTURE(name);
        CHECK(std::isnan(function(not_a_number)));
        CHECK(std::isnan(function(-not_a_number)));
        CHECK(std::isnan(function(float_of(0x7fc12345u))));
        CHECK(std::isnan(function(float_of(0xffffffffu))));
    }
}

TEST_CASE(
    "hostile bits: tanh, sigmoid, sin and cos keep to their range, mish and its like and their slopes stay finite") {
    for (const float x : hostile_floats()) {
        if (!std::isfinite(x)) {
            continue;
        }
        CAPTURE(x);
        CHECK(std::fabs(tanh(x)) <= 1.0f);
        CHECK(sigmoid(x) >= 0.0f);
        CHECK(sigmoid(x) <= 1.0f);
        CHECK(std::fabs(sin(x)) <= 1.0f);
        CHECK(std::fabs(cos(x)) <= 1.0f);
        CHECK(std::fabs(mish(x)) <= std::max(std::fabs(x), 0.31f));
        CHECK(mish(x) >= -0.309f);
        CHECK(std::fabs(mish_slope(x)) <= 1.0885f);
        CHECK(exp(x) >= 0.0f);
        CHECK(std::fabs(erf(x)) <= 1.0f);
        CHECK(std::fabs(silu(x)) <= std::max(std::fabs(x), 0.2785f));
        CHECK(silu(x) >= -0.2785f);
        CHECK(std::fabs(silu_slope(x)) <= 1.0999f);
        CHECK(std::fabs(gelu(x)) <= std::max(std::fabs(x), 0.17f));
        CHECK(gelu(x) >= -0.17f);
        CHECK(std::fabs(gelu_slope(x)) <= 1.129f);
        CHECK(std::fabs(gelu_tanh(x)) <= std::max(std::fabs(x), 0.1701f));
        CHECK(gelu_tanh(x) >= -0.1701f);
        CHECK(std::fabs(gelu_tanh_slope(x)) <= 1.13f);
    }
}

TEST_CASE("tanh, erf and sin are odd, cos is even, bit for bit") {
    for (const float x : hostile_floats()) {
        if (std::isfinite(x)) {
            CHECK(bits_of(tanh(-x)) == (bits_of(tanh(x)) ^ 0x80000000u));
            CHECK(bits_of(erf(-x)) == (bits_of(erf(x)) ^ 0x80000000u));
            CHECK(bits_of(sin(-x)) == (bits_of(sin(x)) ^ 0x80000000u));
            CHECK(bits_of(cos(-x)) == bits_of(cos(x)));
        }
    }
}

TEST_CASE("sigmoid(x) is 1 - sigmoid(-x), bit for bit, for positive x") {
    for (const float x : spread(1e-6, 100, 1000)) {
        if (x > 0.0f) {
            CHECK(sigmoid(x) == 1.0f - sigmoid(-x));
        }
    }
}

TEST_CASE("sin and cos come near their zeros without losing a digit") {
    // The floats nearest to a multiple of pi / 2 up to 100,000: found by going through all 63,662 multiples.
    for (const float x : {252.898209f, 4.71238899f, 52516.4336f, 1011.59283f, 1.57079637f}) {
        CAPTURE(x);
        CHECK(ulp(sin(x), std::sin(static_cast<double>(x))) <= 1.67);
        CHECK(ulp(cos(x), std::cos(static_cast<double>(x))) <= 1.67);
    }
}

TEST_CASE("a few thousand points agree with the standard library within the documented errors") {
    for (const float x : spread(1e-6, 103.5, 3000)) {
        CAPTURE(x);
        const double exact = static_cast<double>(x);
        const double e = std::exp(exact), n = e * (e + 2), ratio = n / (n + 2);
        const double gain = exact * 4 * e * (e + 1) / ((n + 2) * (n + 2));
        if (x < 88.7f) {
            CHECK(ulp(exp(x), e) <= 1.04);
        }
        CHECK(ulp(tanh(x), std::tanh(exact)) <= 1.73);
        CHECK(ulp(sigmoid(x), 1 / (1 + std::exp(-exact))) <= 1.93);
        CHECK(ulp(mish(x), exact * ratio) <= 4.94);
        CHECK(ulp(mish_slope(x), ratio + gain, ratio + std::fabs(gain)) <= 5.84);
        CHECK(ulp(erf(x), std::erf(exact)) <= 1.78);
        const double rising = 1 / (1 + std::exp(-exact)), silu_gain = exact * rising / (1 + e);
        CHECK(ulp(silu(x), exact * rising) <= 2.94);
        CHECK(ulp(silu_slope(x), rising + silu_gain, rising + std::fabs(silu_gain)) <= 3.07);
    }
    // Down to where the results are denormals.
    for (const float x : spread(1e-6, 13.1, 3000)) {
        CAPTURE(x);
        const double exact = static_cast<double>(x);
        const double normal = 0.5 * std::erfc(-std::sqrt(0.5) * exact);
        const double gain = exact * 0.3989422804014327 * std::exp(-0.5 * exact * exact);
        CHECK(ulp(gelu(x), exact * normal) <= 5.19);
        CHECK(ulp(gelu_slope(x), normal + gain, normal + std::fabs(gain)) <= 4.61);
    }
    for (const float x : spread(1e-6, 9.9, 3000)) {
        CAPTURE(x);
        const double exact = static_cast<double>(x);
        const double twice = 1.5957691216057308 * (exact + 0.044715 * exact * exact * exact);
        const double rising = 1 / (1 + std::exp(-twice)), rise = 1.5957691216057308 * (1 + 0.134145 * exact * exact);
        const double gain = exact * rising * rise / (1 + std::exp(twice));
        CHECK(ulp(gelu_tanh(x), exact * rising) <= 2.85);
        CHECK(ulp(gelu_tanh_slope(x), rising + gain, rising + std::fabs(gain)) <= 4.65);
    }
    for (const float x : spread(1e-6, 1e5, 3000)) {
        CAPTURE(x);
        CHECK(ulp(sin(x), std::sin(static_cast<double>(x))) <= 1.67);
        CHECK(ulp(cos(x), std::cos(static_cast<double>(x))) <= 1.67);
    }
    for (const float x : spread(1e-45, 3e38, 3000)) {
        if (x > 0.0f) {
            CHECK(ulp(log(x), std::log(static_cast<double>(x))) <= 0.85);
        }
    }
}

TEST_CASE("denormal results are within the documented errors, in units of the smallest denormal") {
    for (double exact = -110.0; exact < -86.0; exact += 0.0078125) {
        CAPTURE(exact);
        const float x = static_cast<float>(exact);
        const double e = std::exp(exact);
        CHECK(ulp(exp(x), e) <= 1.04);
        CHECK(ulp(sigmoid(x), e) <= 1.93);
        CHECK(ulp(mish(x), exact * e) <= 2.0);
        CHECK(ulp(mish_slope(x), e + exact * e) <= 2.5);
    }
}

TEST_CASE("exp, log, tanh and sigmoid do not fall from one thirty-second to the next") {
    float before = -120.0f;
    for (float x = -119.96875f; x < 120.0f; x += 0.03125f) {
        CAPTURE(x);
        CHECK(exp(x) >= exp(before));
        CHECK(sigmoid(x) >= sigmoid(before));
        if (std::fabs(x) < 6.0f) {  // nearer to its limit, tanh rises by less than it errs
            CHECK(tanh(x) > tanh(before));
        }
        if (before > 0.0f) {
            CHECK(log(x) > log(before));
        }
        before = x;
    }
}

TEST_CASE("every lane of a Pack is computed as if it were alone") {
    const std::vector<float> all = hostile_floats();
    for (std::size_t i = 0; i + Pack::width <= all.size(); i += Pack::width) {
        float lanes[Pack::width];
        mote::tanh(Pack::load(&all[i])).store(lanes);
        for (unsigned lane = 0; lane < Pack::width; ++lane) {
            const float alone = tanh(all[i + lane]);
            CHECK((std::isnan(alone) ? std::isnan(lanes[lane]) : bits_of(lanes[lane]) == bits_of(alone)));
        }
    }
}
