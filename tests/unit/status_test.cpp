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
    int count = 0;
    while (count < 256 && sentences[count] != sentences[255]) {
        ++count;
    }
    CHECK(count > static_cast<int>(mote::Status::overwritten));
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < a && b < count; ++b) {
            CHECK(sentences[a] != sentences[b]);
        }
        CHECK((a < count || sentences[a] == sentences[255]));
    }
}
