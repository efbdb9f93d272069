// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <vector>

using namespace mote;

namespace {

using Net = Network<Input<2>, Dense<3, Tanh>, Dense<1>, OutputScaling>;

Net trained_net() {
    Net net{};
    init(net, 3);
    net.output_scales()[0] = 100.0f;
    return net;
}

Image<Net> image_of(const Net& net) {
    Image<Net> image{};
    REQUIRE(save(net, image) == Status::ok);
    return image;
}

/// Writes the checksum that fits the bytes, so that only other checks can refuse the image.
void seal(Image<Net>& image) {
    put_word(image.bytes + sizeof image.bytes - 4, crc32(0, image.bytes, sizeof image.bytes - 4));
}

bool same(const Net& a, const Net& b) { return same_bits::networks(a, b); }

}  // namespace

TEST_CASE("crc32 is the one of zlib") {
    CHECK(crc32(0, reinterpret_cast<const uint8_t*>("123456789"), 9) == 0xcbf43926u);
}

TEST_CASE("the bytes of an image are those that image.hpp draws") {
    Network<Input<1>, Dense<1>> net{{1.5f, -2.0f}};
    Image<Network<Input<1>, Dense<1>>> image{};
    REQUIRE(save(net, image) == Status::ok);
    CHECK(sizeof image == 28);
    const uint8_t expected[] = {'M', 'O', 'T', 'E', 2, 0, static_cast<uint8_t>(arithmetic), 0};
    CHECK(std::equal(expected, expected + 8, image.bytes));
    CHECK(get_word(image.bytes + 8) == 0x8ca23818u);  // net.fingerprint, its low word first
    CHECK(get_word(image.bytes + 12) == 0x82514b1du);
    CHECK(get_word(image.bytes + 16) == 0x3fc00000u);
    CHECK(get_word(image.bytes + 20) == 0xc0000000u);
    CHECK(get_word(image.bytes + 24) == crc32(0, image.bytes, 24));
}

TEST_CASE("what was saved is what is loaded, fixed scales included") {
    const Net net = trained_net();
    const Image<Net> image = image_of(net);
    Net loaded{};
    REQUIRE(load(loaded, image) == Status::ok);
    CHECK(same(net, loaded));
}

TEST_CASE("any flipped bit is noticed, and nothing is written then") {
    const Image<Net> image = image_of(trained_net());
    for (size_t bit = 0; bit < 8 * sizeof image.bytes; ++bit) {
        Image<Net> damaged = image;
        damaged.bytes[bit / 8] = static_cast<uint8_t>(damaged.bytes[bit / 8] ^ (1u << bit % 8));
        Net net{};
        init(net, 4);
        const Net before = net;
        const Status status = load(net, damaged);
        REQUIRE(status != Status::ok);
        REQUIRE(same(net, before));
        const size_t byte = bit / 8;
        REQUIRE(status == (byte < 4 || byte == 7 ? Status::not_an_image
                           : byte < 6            ? Status::other_format
                           : byte == 6           ? Status::other_arithmetic
                           : byte < 16           ? Status::other_network
                                                 : Status::damaged_image));
    }
}

TEST_CASE("a sealed image with a parameter that is not safe is refused") {
    for (const float value :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1501.0f}) {
        Image<Net> image = image_of(trained_net());
        put_word(image.bytes + 16 + 4 * 5, float_bits(value));
        seal(image);
        Net net = trained_net();
        CHECK(load(net, image) == Status::unsafe_image);
        CHECK(same(net, trained_net()));
    }
}

TEST_CASE("an image of another network is refused") {
    using Other = Network<Input<2>, Dense<3, Sigmoid>, Dense<1>, OutputScaling>;
    const Image<Net> image = image_of(trained_net());
    Other other{};
    CHECK(load(other, image) == Status::other_network);
}

TEST_CASE("a source that ends early and a sink that is full are reported") {
    const Image<Net> image = image_of(trained_net());
    for (size_t length = 0; length < sizeof image.bytes; ++length) {
        const auto truncated = [&](size_t offset, uint8_t* to, size_t count) {
            return offset + count <= length && image(offset, to, count);
        };
        Net net{};
        REQUIRE(load(net, truncated) == Status::source_failed);
        REQUIRE(same(net, Net{}));
        size_t room = length;
        const auto full = [&](size_t, const uint8_t*, size_t count) {
            const bool fits = count <= room;
            room -= fits ? count : 0;
            return fits;
        };
        REQUIRE(save(trained_net(), full) == Status::sink_failed);
    }
}

namespace {

template <size_t Page>
void saves_in_pages() {
    const Net net = trained_net();
    const Image<Net> image = image_of(net);
    constexpr size_t pages = (sizeof image.bytes + Page - 1) / Page;
    std::vector<uint8_t> flash(pages * Page, 0);
    size_t next = 0;
    const auto program = [&](size_t offset, const uint8_t* page, size_t count) {
        REQUIRE(offset == next * Page);
        REQUIRE(count == Page);
        REQUIRE(reinterpret_cast<uintptr_t>(page) % alignof(uint64_t) == 0);
        std::copy_n(page, count, flash.begin() + static_cast<std::ptrdiff_t>(offset));
        ++next;
        return true;
    };
    REQUIRE(save(net, in_pages<Net, Page>(program)) == Status::ok);
    CHECK(next == pages);
    CHECK(std::equal(image.bytes, image.bytes + sizeof image.bytes, flash.begin()));
    CHECK(std::count(flash.begin() + sizeof image.bytes, flash.end(), 0xff) ==
          static_cast<std::ptrdiff_t>(flash.size() - sizeof image.bytes));

    for (size_t room = 0; room < pages; ++room) {
        next = 0;
        const auto full = [&](size_t, const uint8_t*, size_t) { return next++ < room; };
        CHECK(save(net, in_pages<Net, Page>(full)) == Status::sink_failed);
        CHECK(next == room + 1);  // and it is not asked again
    }
}

}  // namespace

TEST_CASE("an image goes into whole pages, each once, of whatever size") {
    saves_in_pages<1>();
    saves_in_pages<2>();
    saves_in_pages<3>();
    saves_in_pages<8>();
    saves_in_pages<16>();
    saves_in_pages<sizeof(Image<Net>)>();
    saves_in_pages<256>();
}

TEST_CASE("a page is all that a sink of pages writes to") {
    auto program = [](size_t, const uint8_t*, size_t) { return true; };
    struct {
        PagedSink<Net, 8, decltype(program)> sink;
        uint8_t behind[8];
    } memory{in_pages<Net, 8>(program), {1, 2, 3, 4, 5, 6, 7, 8}};
    REQUIRE(memory.behind == memory.sink.page + 8);
    CHECK(save(trained_net(), memory.sink) == Status::ok);
    for (uint8_t i = 0; i < 8; ++i) {
        CHECK(memory.behind[i] == i + 1);
    }
}

TEST_CASE("a source is asked for the header once, and for words of four bytes") {
    const Image<Net> image = image_of(trained_net());
    Net net{};
    size_t headers = 0;
    const auto source = [&](size_t offset, uint8_t* to, size_t count) {
        headers += offset == 0 ? 1 : 0;
        CHECK(count == (offset == 0 ? image_header_size : size_t{4}));
        return image(offset, to, count);
    };
    CHECK(load(net, source) == Status::ok);
    CHECK(headers == 1);
}

TEST_CASE("a source that changes its mind is noticed and leaves a finite network") {
    const Image<Net> image = image_of(trained_net());
    size_t reads = 0;
    const auto liar = [&](size_t offset, uint8_t* to, size_t count) {
        const bool given = image(offset, to, count);
        if (++reads > 2 + Net::parameter_count) {
            std::fill(to, to + count, uint8_t{0xff});
        }
        return given;
    };
    Net net{};
    CHECK(load(net, liar) == Status::overwritten);
    CHECK(std::all_of(net.parameters, net.parameters + Net::parameter_count, is_finite));
}

TEST_CASE("whenever a source fails, the status says whether the network was written") {
    const Image<Net> image = image_of(trained_net());
    constexpr size_t reads_in_all = 2 + 2 * Net::parameter_count;
    for (size_t fails_at = 0; fails_at <= reads_in_all; ++fails_at) {
        size_t reads = 0;
        const auto source = [&](size_t offset, uint8_t* to, size_t count) {
            return reads++ < fails_at && image(offset, to, count);
        };
        Net net{};
        init(net, 4);
        const Net before = net;
        const Status status = load(net, source);
        INFO(fails_at);
        CHECK((status == Status::ok) == (fails_at == reads_in_all));
        CHECK((status == Status::source_failed) == same(net, before));
        CHECK((status == Status::overwritten) == (fails_at > 2 + Net::parameter_count && fails_at < reads_in_all));
    }
}

TEST_CASE("an image of format 1 is loaded, one of another network refused, and a later format is said") {
    Image<Net> image = image_of(trained_net());
    image.bytes[4] = 1;
    put_word(image.bytes + 8, 0x57279562u);
    put_word(image.bytes + 12, static_cast<uint32_t>(Net::parameter_count));
    seal(image);
    Net net{};
    CHECK(load(net, image) == Status::ok);
    CHECK(same(net, trained_net()));

    using Other = Network<Input<2>, Dense<3, Sigmoid>, Dense<1>, OutputScaling>;
    Other other{};
    CHECK(load(other, image) == Status::other_network);
    image.bytes[4] = 3;
    CHECK(load(net, image) == Status::other_format);
}

TEST_CASE("an image in RAM gives and takes only bytes that it has") {
    Image<Net> image = image_of(trained_net());
    const Image<Net> before = image;
    uint8_t bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    constexpr size_t size = sizeof image.bytes;
    const auto* const given = static_cast<const uint8_t*>(bytes);
    for (const size_t offset : {size - 7, size, size + 1, SIZE_MAX, SIZE_MAX - 3}) {
        CHECK_FALSE(image(offset, given, size_t{8}));
        CHECK_FALSE(image(offset, static_cast<uint8_t*>(bytes), size_t{8}));
    }
    CHECK_FALSE(image(1, given, SIZE_MAX));
    CHECK(std::equal(image.bytes, image.bytes + size, before.bytes));
    CHECK(bytes[0] == 1);
    CHECK(image(size - 8, given, size_t{8}));
    CHECK(image.bytes[size - 1] == 8);
    CHECK(image(size, given, size_t{0}));
    CHECK(image(size, static_cast<uint8_t*>(bytes), size_t{0}));
}
