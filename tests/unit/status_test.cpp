// SPDX-License-Identifier: MIT
#include "mote/status.hpp"
#include "catch.hpp"

#include <string>

TEST_CASE("every status has a sentence of its own, and any other number has one, too") {
    std::string sentences[256];
    for (int number = 0; number < 256; ++number) {
        const char* const sentence = mote::describe(static_cast<mote::Status>(number));
        REQUIRE(sentence != nullptr);
        sentences[number] = sentence;
        CHECK(!sentences[number].empty());
        CHECK(sentences[number].back() != '.');
    }
    const int last = static_cast<int>(mote::Status::other_format);
    for (int a = 0; a <= last + 1; ++a) {
        for (int b = 0; b < a; ++b) {
            CHECK(sentences[a] != sentences[b]);
        }
    }
    CHECK(sentences[last + 1] == sentences[255]);
}
