// SPDX-License-Identifier: MIT
// How a verb ended. mote has no exceptions; each verb that can fail returns one of these, and ignoring it warns.
#pragma once

#include "base/port.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

enum class Status : uint8_t {
    ok,
    empty_batch,         ///< count is 0: nothing was done
    batch_too_large,     ///< count is above the workspace's batch: nothing was done
    rows_differ,         ///< x and y have different numbers of rows, a part of one, or too few: nothing was done
    class_out_of_range,  ///< a class number is not below the number of outputs: nothing was done
    not_initialized,   ///< all weights of the network are 0, so that its layers cannot learn: init() or load() it first
    rejected,          ///< the guard found a bad row and rejects such batches: nothing was done
    all_skipped,       ///< the guard skips bad rows and every row was bad: nothing was learned
    busy,              ///< a step in slices has begun and is not finished (slice.hpp)
    not_begun,         ///< advance: there is no step to go on with
    sink_failed,       ///< save: the sink took no more; what it holds is not a valid image
    source_failed,     ///< load: the source ended or failed; nothing was loaded, as up to unsafe_image
    not_an_image,      ///< load: the magic bytes are wrong
    other_network,     ///< load: an image of another shape, other activations or other ceilings
    other_arithmetic,  ///< load: an image of the other arithmetic profile, whose predictions would differ
    damaged_image,     ///< load: the checksum does not fit the bytes
    unsafe_image,      ///< load, store: a parameter is not finite or above the network's ceiling: nothing was done
    too_many_rows,     ///< fit: 2^32 rows or more cannot be shuffled: nothing was done
    storage_failed,   ///< store: the storage did not do or keep what it was told; the checkpoint before is still there.
                      ///< restore: it could not be read, and what could holds no whole checkpoint: nothing was restored
    no_checkpoint,    ///< restore: the storage holds no whole checkpoint: nothing was restored
    other_optimizer,  ///< restore: only checkpoints of another optimizer: nothing was restored
    other_schedule,   ///< restore: only checkpoints of a schedule that remembers something else: nothing was restored
    overwritten,  ///< load, restore: other bytes, or none, when the same were read again: network and state are a mixture
    other_format,  ///< load, restore: the image or the checkpoints have a format that this version does not know
    damaged,  ///< train, advance, evaluate: the loss was not finite, so a bit of RAM had flipped. What no step can have left is 0
              ///< now, the optimizer starts afresh, and nothing was learned; evaluate leaves that to the next step
};

/// One English sentence without a full stop, for a log or a console; it never returns null.
constexpr const char* describe(Status status) {
    switch (status) {
        case Status::ok:
            return "all went well";
        case Status::empty_batch:
            return "the batch has no rows";
        case Status::batch_too_large:
            return "the batch has more rows than the workspace";
        case Status::rows_differ:
            return "x and y have different numbers of rows, or a part of one";
        case Status::class_out_of_range:
            return "a class number is not below the number of outputs";
        case Status::not_initialized:
            return "all weights of the network are 0: it was never initialized";
        case Status::rejected:
            return "the guard rejected the batch";
        case Status::all_skipped:
            return "the guard skipped every row of the batch";
        case Status::busy:
            return "a step in slices is not finished";
        case Status::not_begun:
            return "no step in slices was begun";
        case Status::sink_failed:
            return "the sink did not take the whole image";
        case Status::source_failed:
            return "the source did not give the whole image";
        case Status::not_an_image:
            return "this is not an image of a mote network";
        case Status::other_network:
            return "the image belongs to another network";
        case Status::other_arithmetic:
            return "the image was saved under the other arithmetic profile";
        case Status::damaged_image:
            return "the image is damaged: its checksum does not fit";
        case Status::unsafe_image:
            return "a parameter is not finite or above its ceiling";
        case Status::too_many_rows:
            return "2^32 rows or more cannot be shuffled";
        case Status::storage_failed:
            return "the storage did not give, take or keep the checkpoint";
        case Status::no_checkpoint:
            return "the storage holds no whole checkpoint";
        case Status::other_optimizer:
            return "the checkpoint belongs to another optimizer";
        case Status::other_schedule:
            return "the checkpoint belongs to another schedule";
        case Status::overwritten:
            return "the bytes changed or ended while they were read, and the network with them: initialize or load it";
        case Status::other_format:
            return "the image or checkpoint has a format of another version";
        case Status::damaged:
            return "memory was damaged: a number of network or state cannot have been learned";
    }
    return "unknown status";
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
