// SPDX-License-Identifier: MIT
// Checkpoints: a network and all that its learning remembers, on storage that may lose its power at any moment.
//
//     mote::store(net, work, storage)      writes one, beside the newest
//     mote::restore(net, work, storage)    the newest that is whole, after a reset: learning goes on, bit for bit
//
// The storage is cut into slots of whole sectors, two at least, and they take turns, so all wear alike: after checkpoint number s,
// each of n slots has been erased s / n times, rounded up. A checkpoint is whole if its checksum fits; until then the one
// before stands untouched in another slot. Whatever a power cut leaves, restore() finds the newest whole one, or none.
#pragma once

#include "checkpoint/format.hpp"
#include "checkpoint/storage.hpp"
#include "train.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A store() in parts: a part erases a sector, programs a page or reads a slot. Starts zeroed.
struct Storing {
    enum class Stage : uint8_t { looking, erasing, programming, comparing };

    Stage stage = Stage::looking;
    bool found = false;     ///< a whole checkpoint, in `slot` with number `sequence`
    size_t slot = 0;        ///< while looking that of the newest found; then the one that is written
    uint32_t sequence = 0;  ///< the same
    uint32_t crc = 0;
    size_t at = 0;  ///< the next slot, sector or byte
};

namespace detail {

/// A checkpoint in a slot, or why there is none.
struct InSlot {
    Status status;
    uint32_t sequence, crc;
    size_t slot;
};

/// Reads the words of a slot: then(index, word). What they add to a checksum; false if the storage fails.
template <class Words, class Storage, class Then>
bool read_words(Storage& storage, size_t base, uint32_t& crc, Then then) {
    uint8_t bytes[4];
    bool readable = true;
    for (size_t i = 0; readable && i < Words::count; ++i) {
        readable = storage.read(base + checkpoint_header_size + 4 * i, static_cast<uint8_t*>(bytes), size_t{4});
        crc = crc32c(crc, bytes, 4);
        then(i, get_word(bytes));
    }
    return readable;
}

/// What a slot holds; every byte of it is read. storage_failed if that failed: then it may hold the newest.
template <class Words, class Storage>
InSlot look_into_slot(Storage& storage, size_t slot) {
    const size_t base = slot * Slots<Storage, Words::bytes>::size;
    uint8_t header[checkpoint_header_size], last[4];
    InSlot found{Status::no_checkpoint, 0, 0, slot};
    if (!storage.read(base, static_cast<uint8_t*>(header), checkpoint_header_size)) {
        found.status = Status::storage_failed;
        return found;
    }
    found.status = check_checkpoint_header<Words>(header);
    found.sequence = get_word(header + 8);
    if (found.status == Status::ok) {
        found.crc = crc32c(0, header, checkpoint_header_crc);
        bool is_safe = true;
        const bool readable = read_words<Words>(storage, base, found.crc, [&](size_t index, uint32_t word) {
            is_safe = is_safe && Words::is_safe(index, word);
        });
        if (!readable || !storage.read(base + Words::bytes - 4, static_cast<uint8_t*>(last), size_t{4})) {
            found.status = Status::storage_failed;
        } else if (get_word(last) != found.crc || !is_safe) {
            found.status = Status::no_checkpoint;
        }
    }
    return found;
}

/// Whether number `a` was given out after number `b`.
constexpr bool is_newer(uint32_t a, uint32_t b) { return static_cast<int32_t>(a - b) > 0; }

/// The newest whole checkpoint, or the newest that is older than another; else what the slots hold instead.
template <class Words, class Storage>
InSlot newest_of_slots(Storage& storage, const InSlot* than = nullptr) {
    InSlot newest{Status::no_checkpoint, 0, 0, 0};
    for (size_t slot = 0; slot < Slots<Storage, Words::bytes>::count; ++slot) {
        const InSlot found = look_into_slot<Words>(storage, slot);
        if (found.status == Status::ok) {
            const bool counts = than == nullptr || is_newer(than->sequence, found.sequence);
            if (counts && (newest.status != Status::ok || is_newer(found.sequence, newest.sequence))) {
                newest = found;
            }
        } else if (newest.status == Status::no_checkpoint ||
                   (newest.status != Status::ok && found.status == Status::storage_failed)) {
            newest.status = found.status;
        }
    }
    return newest;
}

/// Whether a checkpoint of these would be taken.
template <class Words, class NetOfWords, class StateOfWords>
bool is_storable(const NetOfWords& net, const StateOfWords& state, const Repairs& repairs) {
    bool is_safe = true;
    for (size_t i = 0; i < Words::count; ++i) {
        is_safe = is_safe && Words::is_safe(i, Words::get(net, state, repairs, i));
    }
    return is_safe;
}

/// The bytes of a checkpoint from number `first` on, and 0xff after them; `crc` takes in what it covers.
template <class Words, class NetOfWords, class StateOfWords>
void bytes_of_page(const NetOfWords& net, const StateOfWords& state, const Repairs& repairs, uint32_t sequence,
                   size_t first, uint8_t* page, size_t count, uint32_t& crc) {
    const auto header = checkpoint_header<Words>(sequence);
    for (size_t i = 0; i < count; ++i) {
        const size_t at = first + i;
        if (at < checkpoint_header_size) {
            page[i] = header[at];
        } else if (at < Words::bytes - 4) {
            const uint32_t word = Words::get(net, state, repairs, (at - checkpoint_header_size) / 4);
            page[i] = static_cast<uint8_t>(word >> (8 * (at % 4)));
        } else {
            page[i] = at < Words::bytes ? static_cast<uint8_t>(crc >> (8 * (at % 4))) : uint8_t{0xff};
        }
        if (at < checkpoint_header_crc || (at >= checkpoint_header_size && at < Words::bytes - 4)) {
            crc = crc32c(crc, page + i, 1);
        }
    }
}

template <class Work>
using WordsOf = CheckpointWords<NetOf<Work>, RecipeOf<Work>>;

}  // namespace detail

/// Bytes of a checkpoint. A slot takes them in whole sectors.
template <class Work>
constexpr size_t checkpoint_size = detail::WordsOf<Work>::bytes;

/// One part of store(): busy until the last, and while a step in slices is not finished, when nothing is done; then as store().
/// Network and state may not change in between (publish.hpp has a copy of a network); from a failed part on, begin again with
/// a zeroed Storing. Stack: a page and 500 bytes.
template <class Work, class Storage>
[[nodiscard]] Status store_part(const NetOf<Work>& net, const Work& work, Storage& storage, Storing& storing,
                                const Repairs& repairs = {}) {
    static_assert(detail::check_storage<Storage>());
    using Words = detail::WordsOf<Work>;
    using Slots = detail::Slots<Storage, Words::bytes>;
    using Stage = Storing::Stage;
    const size_t base = storing.slot * Slots::size;
    if (detail::is_busy(work)) {
        return Status::busy;
    }
    switch (storing.stage) {
        case Stage::looking: {
            if (storing.at == 0 && !detail::is_storable<Words>(net, work.state, repairs)) {
                return Status::unsafe_image;
            }
            const detail::InSlot found = detail::look_into_slot<Words>(storage, storing.at);
            if (found.status == Status::storage_failed) {
                return found.status;
            }
            if (found.status == Status::ok && (!storing.found || detail::is_newer(found.sequence, storing.sequence))) {
                storing.found = true;
                storing.slot = storing.at;
                storing.sequence = found.sequence;
            }
            if (++storing.at == Slots::count) {
                const size_t next = storing.found ? storing.slot + 1 : 0;
                storing.slot = next == Slots::count ? 0 : next;
                ++storing.sequence;
                storing.at = 0;
                storing.stage = Storage::sector_size == 1 ? Stage::programming : Stage::erasing;
            }
            return Status::busy;
        }
        case Stage::erasing: {
            bool done = storage.erase(base + storing.at * Storage::sector_size);
            if (++storing.at == Slots::sectors) {
                done = done && storage.sync();
                storing.at = 0;
                storing.stage = Stage::programming;
            }
            return done ? Status::busy : Status::storage_failed;
        }
        case Stage::programming: {
            alignas(uint64_t) uint8_t page[Storage::page_size];
            detail::bytes_of_page<Words>(net, work.state, repairs, storing.sequence, storing.at, page,
                                         Storage::page_size, storing.crc);
            bool done =
                storage.program(base + storing.at, static_cast<const uint8_t*>(page), size_t{Storage::page_size});
            storing.at += Storage::page_size;
            if (storing.at >= Words::bytes) {
                done = done && storage.sync();
                storing.stage = Stage::comparing;
            }
            return done ? Status::busy : Status::storage_failed;
        }
        default: {
            const detail::InSlot kept = detail::look_into_slot<Words>(storage, storing.slot);
            const bool same = kept.status == Status::ok && kept.sequence == storing.sequence && kept.crc == storing.crc;
            return same ? Status::ok : Status::storage_failed;
        }
    }
}

/// Writes a checkpoint into the slot after that of the newest, reads it again, and leaves the newest untouched. `repairs` is
/// kept with it (FitResult::repairs, say). Stack: a page and 500 bytes. Time: every slot is read, one is erased and written.
/// Status: ok; busy (a step in slices is not finished: nothing was done); storage_failed (if a slot cannot be read, nothing was
/// done: it may hold the newest); unsafe_image (a weight is above 1.5 ceilings, or a number not finite, as no guarded step leaves
/// them: nothing was done).
template <class Work, class Storage>
[[nodiscard]] Status store(const NetOf<Work>& net, const Work& work, Storage& storage, const Repairs& repairs = {}) {
    if (detail::is_busy(work)) {
        return Status::busy;
    }
    Storing storing;
    Status status = Status::busy;
    while (status == Status::busy) {
        status = store_part(net, work, storage, storing, repairs);
    }
    return status;
}

/// How many checkpoints were written before and with the newest whole one, modulo 2³²; 0 if there is none. Each of n slots
/// has been erased so many times, divided by n and rounded up, and once more for each store() that was cut short: the wear.
/// Stack: 400 bytes.
template <class Work, class Storage>
[[nodiscard]] uint32_t checkpoints_written(Storage& storage) {
    static_assert(detail::check_storage<Storage>());
    return detail::newest_of_slots<detail::WordsOf<Work>>(storage).sequence;
}

/// Reads the newest whole checkpoint into network and state, and what the guard had counted into `repairs`. Learning then goes on
/// as if it had never stopped; with BestWeights only if their bytes were kept, too (best_weights.hpp). Each checkpoint is read
/// twice: checked, then copied and checked again; if the second reading differs, it is tried once more, and then the checkpoint
/// before it; a slot that cannot be read is passed over. Stack: 700 bytes.
/// Status: ok; busy; storage_failed (no whole checkpoint was found, and a slot could not be read: try again, do not begin anew);
/// no_checkpoint; other_network, other_arithmetic, other_optimizer, other_schedule or other_format (what the slots hold instead);
/// with all of these nothing is written. overwritten: a mixture that is finite, and a zeroed state.
template <class Work, class Storage>
[[nodiscard]] Status restore(NetOf<Work>& net, Work& work, Storage& storage, Repairs& repairs) {
    static_assert(detail::check_storage<Storage>());
    using Words = detail::WordsOf<Work>;
    using Slots = detail::Slots<Storage, Words::bytes>;
    if (detail::is_busy(work)) {
        return Status::busy;
    }
    bool has_written = false;
    detail::InSlot newest = detail::newest_of_slots<Words>(storage);
    for (size_t tried = 0; tried < Slots::count && newest.status == Status::ok; ++tried) {
        for (int again = 0; again < 2; ++again) {
            has_written = true;
            const size_t base = newest.slot * Slots::size;
            uint8_t header[detail::checkpoint_header_size];
            bool readable = storage.read(base, static_cast<uint8_t*>(header), detail::checkpoint_header_size);
            uint32_t crc = crc32c(0, header, detail::checkpoint_header_crc);
            readable = readable && detail::read_words<Words>(storage, base, crc, [&](size_t index, uint32_t word) {
                           // The storage may give other bytes than before; everything stays finite all the same.
                           Words::set(net, work.state, repairs, index, Words::is_safe(index, word) ? word : 0u);
                       });
            if (readable && crc == newest.crc) {
                detail::forget_unfinished(work);
                return Status::ok;
            }
        }
        newest = detail::newest_of_slots<Words>(storage, &newest);
    }
    if (has_written) {
        work.state = {};  // whoever initializes the network begins anew
        detail::forget_unfinished(work);
        return Status::overwritten;
    }
    return newest.status;
}
template <class Work, class Storage>
[[nodiscard]] Status restore(NetOf<Work>& net, Work& work, Storage& storage) {
    Repairs repairs;
    return restore(net, work, storage, repairs);
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
