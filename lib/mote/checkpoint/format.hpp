// SPDX-License-Identifier: MIT
// A checkpoint as bytes, the same on every machine and port. All numbers are little-endian.
//
//   offset  bytes  what
//   0       4      magic "MCKP"
//   4       1      version of this format: 2
//   5       1      255 less the version, from version 2 on
//   6       1      arithmetic profile: 0 unfused, 1 fused
//   7       1      0
//   8       4      sequence number: the newest checkpoint has the highest, modulo 2³²
//   12      8      fingerprint of the network, as in an Image
//   20      4      hash of the optimizer and of how much it remembers
//   24      4      number of words s that the schedule remembers
//   28      4      number of parameters n
//   32      4      number of words w, all told
//   36      4      CRC-32C of the 36 bytes before
//   40      4·n    the parameters in the order of Network::parameters, IEEE-754 binary32
//   then    4·4    the state's step, epoch, stale_epochs and best_loss
//   then    5·4    what the guard has counted: nan, infinite, out_of_range, skipped_rows, settings
//   then    4·s    what the schedule remembers, word by word
//   then    4·c    the optimizer's Corrections, word by word
//   then    4·m·t  what the optimizer remembers: m numbers of the first trained parameter, of the second, …
//   40+4·w  4      CRC-32C of all bytes before except the other CRC: over bytes and their CRC it would be the same for any bytes,
//                  and an old checkpoint with only the header of a new one would pass for the new one
#pragma once

#include "../base/crc.hpp"
#include "../image.hpp"
#include "../status.hpp"
#include "../workspace.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

template <class Optimizer, class = void>
constexpr uint32_t id_of_optimizer = 0;
template <class Optimizer>
constexpr uint32_t id_of_optimizer<Optimizer, Void<decltype(Optimizer::id + 0)>> = Optimizer::id;

/// Bytes of a struct of floats and words, none of them if it is empty.
template <class Struct>
constexpr size_t words_in = is_empty<Struct> ? 0 : sizeof(Struct) / 4;

constexpr size_t checkpoint_header_size = 40, checkpoint_header_crc = 36;
constexpr uint8_t checkpoint_format = 2;

/// The words of a checkpoint, by their number.
template <class NetOfCheckpoint, class RecipeOfCheckpoint>
struct CheckpointWords {
    using Net = NetOfCheckpoint;
    using StateOfCheckpoint = State<Net, RecipeOfCheckpoint>;
    using Optimizer = typename RecipeOfCheckpoint::Optimizer;
    using Corrections = typename Optimizer::Corrections;
    using Memory = MemoryOf<typename RecipeOfCheckpoint::Schedule>;
    static_assert(sizeof(Corrections) % 4 == 0 || is_empty<Corrections>, "mote: Corrections are floats and words");

    static constexpr size_t parameters = Net::parameter_count, counters = 4, repairs = sizeof(Repairs) / 4,
                            of_schedule = words_in<Memory>, of_corrections = words_in<Corrections>,
                            memory = Optimizer::memory * Net::trained_count;
    static constexpr size_t first_repair = parameters + counters, first_of_schedule = first_repair + repairs,
                            first_correction = first_of_schedule + of_schedule,
                            first_of_memory = first_correction + of_corrections, count = first_of_memory + memory;
    static constexpr size_t bytes = checkpoint_header_size + 4 * count + 4;

    static constexpr uint32_t optimizer_hash() {
        const uint32_t words[] = {id_of_optimizer<Optimizer>, static_cast<uint32_t>(Optimizer::memory),
                                  static_cast<uint32_t>(of_corrections)};
        return static_cast<uint32_t>(fingerprint_with(0, {words, 3}));
    }

    /// Calls then(pointer to word number `index`), in a network, a state and repairs, const or not.
    template <class NetOrConst, class StateOrConst, class RepairsOrConst, class Then>
    static void at(NetOrConst& net, StateOrConst& state, RepairsOrConst& repaired, size_t index, Then then) {
        if (index < parameters) {
            then(&net.parameters[index]);
        } else if (index < first_repair) {
            switch (index - parameters) {
                case 0:
                    return then(&state.step);
                case 1:
                    return then(&state.epoch);
                case 2:
                    return then(&state.stale_epochs);
                default:
                    return then(&state.best_loss);
            }
        } else if (index < first_of_schedule) {
            then(word_in(repaired, index - first_repair));
        } else if (index < first_correction) {
            if constexpr (of_schedule != 0) {
                then(word_in(state.schedule, index - first_of_schedule));
            }
        } else if (index < first_of_memory) {
            then(word_in(state.corrections, index - first_correction));
        } else if constexpr (memory != 0) {
            const size_t parameter = (index - first_of_memory) / Optimizer::memory;
            const size_t number = (index - first_of_memory) % Optimizer::memory;
            using Rule = typename StateOfCheckpoint::Rule;
            then(&state.memory[parameter * Rule::memory_step + number * Rule::memory_plane]);
        }
    }

    /// Word number `index`.
    static uint32_t get(const Net& net, const StateOfCheckpoint& state, const Repairs& repaired, size_t index) {
        uint32_t word = 0;
        at(net, state, repaired, index, [&word](const auto* from) { __builtin_memcpy(&word, from, 4); });
        return word;
    }
    static void set(Net& net, StateOfCheckpoint& state, Repairs& repaired, size_t index, uint32_t word) {
        at(net, state, repaired, index, [word](auto* to) { __builtin_memcpy(to, &word, 4); });
    }

    /// Whether a word can be a healthy network's: parameters below their ceilings, what is remembered finite.
    static bool is_safe(size_t index, uint32_t word) {
        const float number = __builtin_bit_cast(float, word);
        return index < parameters ? is_within(number, parameter_limit<Net>(index))
                                  : index < first_of_memory || is_finite(number);
    }

  private:
    template <class Struct>
    static uint8_t* word_in(Struct& given, size_t index) {
        return reinterpret_cast<uint8_t*>(&given) + 4 * index;
    }
    template <class Struct>
    static const uint8_t* word_in(const Struct& given, size_t index) {
        return reinterpret_cast<const uint8_t*>(&given) + 4 * index;
    }
};

template <class Words>
constexpr Array<uint8_t, checkpoint_header_size> checkpoint_header(uint32_t sequence) {
    Array<uint8_t, checkpoint_header_size> header{
        {'M', 'C', 'K', 'P', checkpoint_format, 255 - checkpoint_format, static_cast<uint8_t>(arithmetic), 0}};
    const uint32_t words[] = {sequence,
                              static_cast<uint32_t>(Words::Net::fingerprint),
                              static_cast<uint32_t>(Words::Net::fingerprint >> 32),
                              Words::optimizer_hash(),
                              static_cast<uint32_t>(Words::of_schedule),
                              static_cast<uint32_t>(Words::parameters),
                              static_cast<uint32_t>(Words::count)};
    uint8_t* at = header.begin() + 8;
    for (const uint32_t word : words) {
        put_word(at, word);
        at += 4;
    }
    put_word(at, crc32c(0, header.begin(), checkpoint_header_crc));
    return header;
}

/// Whose checkpoint a header begins: ours, or what is wrong with it.
template <class Words>
Status check_checkpoint_header(const uint8_t* header) {
    const auto expected = checkpoint_header<Words>(get_word(header + 8));
    size_t same = 0;
    while (same < checkpoint_header_size && header[same] == expected[same]) {
        ++same;
    }
    if (same == 4 || same == 5) {  // where another format has its checksum, only that format knows
        const bool is_a_version = (header[4] == 1 && header[5] == 0) || header[4] + header[5] == 255;
        return is_a_version ? Status::other_format : Status::no_checkpoint;
    }
    const bool is_whole = get_word(header + checkpoint_header_crc) == crc32c(0, header, checkpoint_header_crc);
    if (!is_whole || same < 4 || same == 7) {
        return Status::no_checkpoint;
    }
    return same == checkpoint_header_size ? Status::ok
           : same == 6                    ? Status::other_arithmetic
           : same < 20                    ? Status::other_network
           : same < 24                    ? Status::other_optimizer
           : same < 28                    ? Status::other_schedule
                                          : Status::no_checkpoint;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
