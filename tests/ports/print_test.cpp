// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <stdio.h>
#include <string.h>
#include <mote_print.hpp>

#include <limits>
#include <string>

namespace {
std::string written;
}

namespace board {
void write(const char* text) { written += text; }
}  // namespace board

namespace {

template <class... Parts>
std::string printed(const Parts&... parts) {
    written.clear();
    board::print(parts...);
    return written;
}

float float_of(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

std::string by_printf(float value) {
    char text[32];
    snprintf(text, sizeof text, "%g", static_cast<double>(value));
    return text;
}

}  // namespace

TEST_CASE("print puts its parts one after the other") {
    CHECK(printed("epoch ", 12u, ", loss ", 0.5f, ", crc ", board::Hex{0x1a2b}, "\n") ==
          "epoch 12, loss 0.5, crc 0x00001a2b\n");
    CHECK(printed() == "");
}

TEST_CASE("print writes every integer to its last digit") {
    CHECK(printed(0) == "0");
    CHECK(printed(-1) == "-1");
    CHECK(printed(std::numeric_limits<uint32_t>::max()) == "4294967295");
    CHECK(printed(std::numeric_limits<int32_t>::min()) == "-2147483648");
    CHECK(printed(std::numeric_limits<uint64_t>::max()) == "18446744073709551615");
    CHECK(printed(std::numeric_limits<int64_t>::min()) == "-9223372036854775808");
    CHECK(printed(uint8_t{255}) == "255");
}

TEST_CASE("print writes eight hexadecimal digits") {
    CHECK(printed(board::Hex{0}) == "0x00000000");
    CHECK(printed(board::Hex{0xdeadbeef}) == "0xdeadbeef");
}

TEST_CASE("print writes a float as printf's %g does") {
    for (const float value : {0.0f, -0.0f, 1.0f, -1.0f, 10.0f, 0.1f, 123456.0f, 1234567.0f, 999999.5f, 1e6f, 1e-4f,
                              1e-5f, 9.999995e-5f, 3.4028235e38f, -3.4028235e38f, 1.17549435e-38f, 1e-45f, 101325.0f}) {
        CHECK(printed(value) == by_printf(value));
    }
    CHECK(printed(std::numeric_limits<float>::infinity()) == "inf");
    CHECK(printed(-std::numeric_limits<float>::infinity()) == "-inf");
    CHECK(printed(std::numeric_limits<float>::quiet_NaN()) == "nan");
    CHECK(printed(-std::numeric_limits<float>::quiet_NaN()) == "nan");
}

TEST_CASE("print rounds a tie to the even digit, as printf does") {
    for (const float tie : {123456.5f, 123457.5f, 1000000.5f * 2.0f, 1.0f / 128.0f, 4.76837158203125e-7f, 12345.75f}) {
        CHECK(printed(tie) == by_printf(tie));
    }
}

TEST_CASE("print agrees with printf over all magnitudes") {
    unsigned different = 0;
    for (uint32_t bits = 0; bits < 0x7f800000; bits += 20011) {
        const float value = float_of(bits);
        different += printed(value) != by_printf(value) ? 1u : 0u;
    }
    CHECK(different == 0);
}
