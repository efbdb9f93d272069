// SPDX-License-Identifier: MIT
// A checkpoint as bytes, the same on every machine and port. All numbers are little-endian.
//
//   offset  bytes  what
//   0       4      magic "MCKP"
//   4       2      version of this format: 1
//   6       1      arithmetic profile: 0 unfused, 1 fused
//   7       1      0
//   8       4      sequence number: the newest checkpoint has the highest, modulo 2³²
//   12      4      shape hash of the network, as in an Image
//   16      4      recipe hash: the optimizer and how much it and the schedule remember
//   20      4      number of parameters n
//   24      4      number of words w, all told
//   28      4      CRC-32C of the 28 bytes before
//   32      4·n    the parameters in the order of Network::parameters, IEEE-754 binary32
//   then    4·4    the state's step, epoch, stale_epochs and best_loss
//   then    5·4    what the guard has counted: nan, infinite, out_of_range, skipped_rows, settings
//   then    4·s    what the schedule remembers, word by word
//   then    4·c    the optimizer's Corrections, word by word
//   then    4·m·t  what the optimizer remembers: m numbers of the first trained parameter, of the second, …
//   32+4·w  4      CRC-32C of all bytes before except the other CRC: over bytes and their CRC it would be the same for any bytes,
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

constexpr size_t checkpoint_header_size = 32, checkpoint_header_crc = 28;

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

    static constexpr uint32_t recipe_hash() {
        const uint32_t words[] = {id_of_optimizer<Optimizer>, static_cast<uint32_t>(Optimizer::memory),
                                  static_cast<uint32_t>(of_corrections), static_cast<uint32_t>(of_schedule)};
        uint32_t hash = 2166136261u;
        for (const uint32_t word : words) {
            hash = (hash ^ word) * 16777619u;
        }
        return hash;
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
    Array<uint8_t, checkpoint_header_size> header{{'M', 'C', 'K', 'P', 1, 0, static_cast<uint8_t>(arithmetic), 0}};
    put_word(header.begin() + 8, sequence);
    put_word(header.begin() + 12, Words::Net::shape_hash);
    put_word(header.begin() + 16, Words::recipe_hash());
    put_word(header.begin() + 20, static_cast<uint32_t>(Words::parameters));
    put_word(header.begin() + 24, static_cast<uint32_t>(Words::count));
    put_word(header.begin() + checkpoint_header_crc, crc32c(0, header.begin(), checkpoint_header_crc));
    return header;
}

/// Whose checkpoint a header begins: ours, or what is wrong with it.
template <class Words>
Status check_checkpoint_header(const uint8_t* header) {
    const auto expected = checkpoint_header<Words>(get_word(header + 8));
    if (get_word(header + checkpoint_header_crc) != crc32c(0, header, checkpoint_header_crc)) {
        return Status::no_checkpoint;
    }
    for (size_t i = 0; i < checkpoint_header_crc; ++i) {
        if (header[i] != expected[i]) {
            return i < 6 || i == 7                 ? Status::no_checkpoint
                   : i == 6                        ? Status::other_arithmetic
                   : i < 16 || (i >= 20 && i < 24) ? Status::other_network
                                                   : Status::other_recipe;
        }
    }
    return Status::ok;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
