// SPDX-License-Identifier: MIT
// load() of an Image from a source of any bytes, which may fail, end, or give others when it is read again.
#include "harness.hpp"
#include "property/numbers.hpp"
#include "same_bits.hpp"

namespace {

using namespace mote;

/// What the first byte of an input asks for.
enum Wish : unsigned { from_saved = 1, right_checksum = 2, changes = 4, fails = 8 };

struct Source {
    std::vector<uint8_t> bytes, again;  ///< of the first reading and of the second
    size_t reads_left = SIZE_MAX;
    size_t next = 0;
    bool is_again = false;

    bool operator()(size_t offset, uint8_t* to, size_t count) {
        if (reads_left == 0) {
            return false;
        }
        --reads_left;
        is_again = is_again || offset < next;
        next = offset + count;
        const std::vector<uint8_t>& from = is_again ? again : bytes;
        if (offset > from.size() || count > from.size() - offset) {
            return false;
        }
        memcpy(to, from.data() + offset, count);
        return true;
    }
};

template <class Net>
void load_any(const uint8_t* given, size_t count) {
    const unsigned wishes = count == 0 ? 0 : given[0];
    size_t at = count == 0 ? 0 : 1;
    const auto byte = [&] { return at < count ? given[at++] : uint8_t{0}; };
    Source source;
    if ((wishes & fails) != 0) {
        source.reads_left = byte();
    }
    Net saved{};
    init(saved, 3);
    Image<Net> image;
    demand(save(saved, image) == Status::ok, "a network is saved");
    if ((wishes & from_saved) != 0) {
        source.bytes.assign(image.bytes, image.bytes + sizeof image.bytes);
        const size_t first = (wishes & changes) != 0 ? 0 : byte();
        for (size_t i = first; at < count && i < source.bytes.size() && (wishes & changes) == 0; ++i) {
            source.bytes[i] = static_cast<uint8_t>(source.bytes[i] ^ byte());
        }
    } else {
        source.bytes.assign(given + at, given + count);
    }
    const size_t size = image_size<Net>;
    if ((wishes & right_checksum) != 0 && source.bytes.size() >= size) {
        put_word(source.bytes.data() + size - 4, crc32(0, source.bytes.data(), size - 4));
    }
    source.again = source.bytes;
    const bool is_changing = (wishes & changes) != 0 && !source.bytes.empty();
    for (size_t i = byte(); is_changing && at < count && i < source.again.size(); ++i) {
        source.again[i] = static_cast<uint8_t>(source.again[i] ^ byte());
    }

    Net net{};
    init(net, 4);
    const Net before = net;
    const Status status = load(net, source);
    if (status == Status::ok) {
        Image<Net> same;
        demand(save(net, same) == Status::ok, "what was loaded is saved");
        demand(source.bytes.size() >= size &&
                   memcmp(same.bytes + image_header_size, source.bytes.data() + image_header_size,
                          size - image_header_size - 4) == 0,
               "what was loaded has the bits of the image");
    } else {
        demand(source.is_again || same_bits::networks(net, before), "what is refused changes nothing");
        demand(source.is_again || status == Status::source_failed || source.bytes.size() >= image_header_size,
               "an image without a header has ended");
    }
    if (source.is_again) {
        demand(status == Status::ok || status == Status::overwritten, "the second reading ends with ok or overwritten");
    }
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        demand(is_within(net.parameters[i], parameter_limit<Net>(i)), "every parameter is finite and within its limit");
    }
    float x[Net::inputs] = {};
    x[0] = 0.5f;
    for (const float y : predict(net, x)) {
        demand(is_finite(y), "every prediction is finite");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
    load_any<Network<Input<2>, InputScaling, Dense<3, Tanh>, Dense<1>, OutputScaling>>(bytes, count);
    load_any<Network<Input<1>, Dense<2, Relu>, LayerNorm<>, Dense<2>, Ceilings<1, 2, 3>>>(bytes, count);
    return 0;
}
