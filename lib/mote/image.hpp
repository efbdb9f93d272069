// SPDX-License-Identifier: MIT
// The image: a network as bytes, the same on every machine. All numbers are little-endian.
//
//   offset  bytes  what
//   0       4      magic "MOTE"
//   4       2      version of this format: 2
//   6       1      arithmetic profile: 0 unfused, 1 fused
//   7       1      0
//   8       8      fingerprint: layers, sizes, activations, ceilings (Layout::fingerprint, in layer/layout.hpp); they make
//                  the number of parameters n
//   16      4·n    the parameters in the order of Network::parameters, fixed scales among them, IEEE-754 binary32
//   16+4·n  4      CRC-32 of all bytes before it (IEEE 802.3: reflected, polynomial edb88320, as zlib's crc32)
//
// Format 1 is loaded, too. At 8 it has 4 bytes of shape hash (Layout::hash) and 4 bytes of n.
#pragma once

#include "base/crc.hpp"
#include "guard/sanitize.hpp"
#include "network.hpp"
#include "status.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

constexpr size_t image_header_size = 16;

template <class Net>
constexpr size_t image_size = image_header_size + 4 * Net::parameter_count + 4;

/// An image in RAM: one sink and one source.
template <class Net>
struct Image {
    uint8_t bytes[image_size<Net>];

    /// As a sink of save(): keeps `count` bytes at `offset`.
    bool operator()(size_t offset, const uint8_t* from, size_t count) {
        const bool fits = offset <= sizeof bytes && count <= sizeof bytes - offset;
        for (size_t i = 0; fits && i < count; ++i) {
            bytes[offset + i] = from[i];
        }
        return fits;
    }
    /// As a source of load(): gives `count` bytes from `offset`.
    bool operator()(size_t offset, uint8_t* to, size_t count) const {
        const bool fits = offset <= sizeof bytes && count <= sizeof bytes - offset;
        for (size_t i = 0; fits && i < count; ++i) {
            to[i] = bytes[offset + i];
        }
        return fits;
    }
    bool operator()(size_t offset, uint8_t* to, size_t count) {
        return static_cast<const Image&>(*this)(offset, to, count);
    }
};

/// A sink of save() for a flash that takes whole pages of `Size` bytes, each once:
///
///     mote::save(net, mote::in_pages<Net, 8>(program))
///
/// calls program(offset, page, Size) at ascending offsets; it gives false if it failed. The page is aligned for words of 64 bits,
/// and 0xff follows the image. It lies in the sink: the stack is `Size` bytes more.
template <class Net, size_t Size, class Program>
struct PagedSink {
    static_assert(Size > 0, "mote: in_pages: a page has at least one byte");
    Program program;
    alignas(uint64_t) uint8_t page[Size];

    bool operator()(size_t offset, const uint8_t* from, size_t count) {
        bool taken = true;
        for (size_t i = 0; taken && i < count; ++i) {
            const size_t at = offset + i;
            size_t filled = at % Size;
            page[filled] = from[i];
            ++filled;
            if (filled == Size || at + 1 == image_size<Net>) {
                for (size_t rest = filled; rest < Size; ++rest) {
                    page[rest] = 0xff;
                }
                taken = program(at + 1 - filled, static_cast<const uint8_t*>(page), size_t{Size});
            }
        }
        return taken;
    }
};
template <class Net, size_t Size, class Program>
PagedSink<Net, Size, Program> in_pages(Program program) {
    return {program, {}};
}

template <class Net>
constexpr Array<uint8_t, image_header_size> image_header(uint8_t format = 2) {
    Array<uint8_t, image_header_size> header{{'M', 'O', 'T', 'E', format, 0, static_cast<uint8_t>(arithmetic), 0}};
    put_word(header.begin() + 8, format == 1 ? Net::shape_hash : static_cast<uint32_t>(Net::fingerprint));
    put_word(header.begin() + 12, static_cast<uint32_t>(format == 1 ? Net::parameter_count : Net::fingerprint >> 32));
    return header;
}

template <class Net, class Sink>
[[nodiscard]] Status save(const Net& net, Sink&& sink) {
    constexpr auto header = image_header<Net>();
    uint32_t crc = crc32(0, header.begin(), image_header_size);
    bool taken = sink(size_t{0}, header.begin(), image_header_size);
    uint8_t word[4];
    const auto* const bytes = static_cast<const uint8_t*>(word);
    for (size_t i = 0; taken && i < Net::parameter_count; ++i) {
        put_word(word, float_bits(net.parameters[i]));
        crc = crc32(crc, word, 4);
        taken = sink(image_header_size + 4 * i, bytes, size_t{4});
    }
    put_word(word, crc);
    taken = taken && sink(image_size<Net> - 4, bytes, size_t{4});
    return taken ? Status::ok : Status::sink_failed;
}

/// The largest magnitude that parameter number `index` of a healthy network can have: a weight may exceed its
/// ceiling by half between two clamps of the sweep (step.hpp), a fixed scale has no limit.
template <class Net>
constexpr float parameter_limit(size_t index) {
    const bool of_layer = index >= Net::offset(0) && index < Net::offset(Net::depth);
    return of_layer ? 1.5f * Net::Limits::weights : largest_float;
}

/// What is wrong with the header, if anything.
template <class Net>
Status check_header(const uint8_t* header) {
    static constexpr auto current = image_header<Net>(), old = image_header<Net>(1);
    const uint8_t* const expected = header[4] == 1 ? old.begin() : current.begin();
    for (size_t i = 0; i < image_header_size; ++i) {
        if (header[i] != expected[i]) {
            return i < 4 || i == 7 ? Status::not_an_image
                   : i < 6         ? Status::other_format
                   : i == 6        ? Status::other_arithmetic
                                   : Status::other_network;
        }
    }
    return Status::ok;
}

template <class Net, class Source>
[[nodiscard]] Status load(Net& net, Source&& source) {
    uint8_t header[image_header_size];
    if (!source(size_t{0}, static_cast<uint8_t*>(header), image_header_size)) {
        return Status::source_failed;
    }
    Status status = check_header<Net>(header);
    uint32_t crc = crc32(0, header, image_header_size);
    bool safe = true;
    uint8_t word[4];
    auto* const bytes = static_cast<uint8_t*>(word);
    for (size_t i = 0; status == Status::ok && i <= Net::parameter_count; ++i) {
        if (!source(image_header_size + 4 * i, bytes, size_t{4})) {
            status = Status::source_failed;
        } else if (i == Net::parameter_count) {
            status = get_word(word) != crc ? Status::damaged_image : safe ? Status::ok : Status::unsafe_image;
        } else {
            crc = crc32(crc, word, 4);
            safe = safe && is_within(__builtin_bit_cast(float, get_word(word)), parameter_limit<Net>(i));
        }
    }
    uint32_t crc_again = crc32(0, header, image_header_size);
    for (size_t i = 0; status == Status::ok && i < Net::parameter_count; ++i) {
        if (source(image_header_size + 4 * i, bytes, size_t{4})) {
            crc_again = crc32(crc_again, word, 4);
            // The source may give other bytes than the first time; the network stays finite all the same.
            net.parameters[i] = sanitized(__builtin_bit_cast(float, get_word(word)), parameter_limit<Net>(i));
        } else {
            status = i == 0 ? Status::source_failed : Status::overwritten;
        }
    }
    if (status == Status::ok && crc_again != crc) {
        status = Status::overwritten;
    }
    return status;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
