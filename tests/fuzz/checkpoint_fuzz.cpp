// SPDX-License-Identifier: MIT
// restore() from storage of any bytes, which may fail or give others when it is read again, and store() on top of them, with a
// power cut. What is restored is what the storage holds; what is refused changes nothing; what was stored is never lost.
#include "harness.hpp"
#include "mote/checkpoint.hpp"
#include "property/hostile.hpp"
#include "same_bits.hpp"

namespace {

using namespace mote;

/// What the first byte of an input asks for.
enum Wish : unsigned { from_stored = 1, right_checksums = 2, changes = 4, fails = 8 };

template <size_t Size, size_t Sector, size_t Page>
struct Storage {
    static constexpr size_t size = Size, sector_size = Sector, page_size = Page;

    std::vector<uint8_t> bytes = std::vector<uint8_t>(Size, 0xff);
    size_t reads = 0, operations = 0;
    size_t changes_after = SIZE_MAX, fails_after = SIZE_MAX;  ///< reads
    size_t power_ends_after = SIZE_MAX;                       ///< operations
    size_t changed_byte = 0;
    uint8_t change = 0;
    bool is_misused = false;

    bool read(size_t offset, uint8_t* to, size_t count) {
        is_misused = is_misused || offset > Size || count > Size - offset;
        ++reads;
        if (is_misused || reads > fails_after) {
            return false;
        }
        memcpy(to, bytes.data() + offset, count);
        if (reads > changes_after && changed_byte >= offset && changed_byte < offset + count) {
            to[changed_byte - offset] = static_cast<uint8_t>(to[changed_byte - offset] ^ change);
        }
        return true;
    }
    bool program(size_t offset, const uint8_t* from, size_t count) {
        is_misused = is_misused || offset % Page != 0 || count != Page || offset + count > Size;
        if (is_misused || ++operations > power_ends_after) {
            return false;
        }
        for (size_t i = 0; i < count; ++i) {
            bytes[offset + i] = Sector == 1 ? from[i] : static_cast<uint8_t>(bytes[offset + i] & from[i]);
        }
        return true;
    }
    bool erase(size_t offset) {
        is_misused = is_misused || offset % Sector != 0 || offset + Sector > Size;
        if (is_misused || ++operations > power_ends_after) {
            return false;
        }
        memset(bytes.data() + offset, 0xff, Sector);
        return true;
    }
    bool sync() const { return operations <= power_ends_after; }
};

template <class Net, class Recipe, class StorageOfTest>
struct Restoring {
    using Work = Workspace<Net, Recipe, 2>;
    using Words = detail::WordsOf<Work>;
    using Slots = detail::Slots<StorageOfTest, Words::bytes>;

    Net net{};
    Work work{};
    Repairs repairs{};

    void learn(uint64_t seed, unsigned steps) {
        net = {};  // init() leaves scales as they are
        init(net, seed);
        float x[2][Net::inputs] = {}, y[2][Net::outputs] = {};
        x[0][0] = 0.5f;
        y[1][0] = 1.0f;
        for (unsigned step = 0; step < steps; ++step) {
            const Result result = train(net, work, Recipe{}, {x, y});
            demand(result.status == Status::ok && is_finite(result.loss), "clean rows are learned");
            repairs += result.repairs;
        }
    }
    bool operator==(const Restoring& other) const {
        return same_bits::networks(net, other.net) && same_bits::states(work.state, other.work.state) &&
               memcmp(&repairs, &other.repairs, sizeof repairs) == 0;
    }
    bool is_healthy() const { return beyond_limits(net, work) == 0; }

    /// Which slot holds what is here, apart from number and checksums: Slots::count if none does.
    size_t slot_in(const StorageOfTest& storage) const {
        StorageOfTest own;
        demand(store(net, work, own, repairs) == Status::ok, "an erased storage takes a checkpoint");
        const size_t first = detail::checkpoint_header_size, length = Words::bytes - 4 - first;
        size_t slot = 0;
        while (slot < Slots::count &&
               memcmp(storage.bytes.data() + slot * Slots::size + first, own.bytes.data() + first, length) != 0) {
            ++slot;
        }
        return slot;
    }
};

void make_checksums_right(uint8_t* checkpoint, size_t size) {
    put_word(checkpoint + detail::checkpoint_header_crc, crc32c(0, checkpoint, detail::checkpoint_header_crc));
    const size_t first = detail::checkpoint_header_size;
    const uint32_t crc = crc32c(0, checkpoint, detail::checkpoint_header_crc);
    put_word(checkpoint + size - 4, crc32c(crc, checkpoint + first, size - 4 - first));
}

template <class Net, class Recipe, class StorageOfTest>
void restore_any(const uint8_t* given, size_t count) {
    using Test = Restoring<Net, Recipe, StorageOfTest>;
    using Slots = typename Test::Slots;
    size_t at = 0;
    const auto byte = [&] { return at < count ? given[at++] : uint8_t{0}; };
    const unsigned wishes = byte();
    StorageOfTest storage;
    if ((wishes & from_stored) != 0) {
        Test learner;
        const unsigned checkpoints = byte() % (2 * Slots::count + 1);
        for (unsigned i = 0; i < checkpoints; ++i) {
            learner.learn(i, i);
            demand(store(learner.net, learner.work, storage, learner.repairs) == Status::ok, "a storage is filled");
        }
    }
    storage.reads = storage.operations = 0;
    if ((wishes & changes) != 0) {
        storage.changes_after = 2 * byte();
        storage.changed_byte = 8 * byte() % StorageOfTest::size;
        storage.change = byte();
    }
    if ((wishes & fails) != 0) {
        storage.fails_after = 8 * byte();
    }
    const size_t cut = byte();
    // What is left changes bytes: how many to leave as they are, and what to flip in the next.
    const bool is_edited = at < count;
    for (size_t i = 0; at < count && i < StorageOfTest::size; ++i) {
        i += byte();
        if (i < StorageOfTest::size) {
            storage.bytes[i] = static_cast<uint8_t>(storage.bytes[i] ^ byte());
        }
    }
    for (size_t slot = 0; slot < Slots::count && (wishes & right_checksums) != 0; ++slot) {
        make_checksums_right(storage.bytes.data() + slot * Slots::size, Test::Words::bytes);
    }

    Test test;
    test.learn(77, 2);
    const Test before = test;
    const Status status = restore(test.net, test.work, storage, test.repairs);
    const bool is_steady = (wishes & (changes | fails)) == 0;
    demand(!storage.is_misused, "what is read lies in the storage");
    if (status == Status::ok) {
        demand(is_within(test.net.parameters[0], parameter_limit<Net>(0)), "a restored weight is below its ceiling");
        demand(!is_steady || test.slot_in(storage) != Slots::count, "what is restored is what a slot holds");
    } else if (status == Status::overwritten) {
        demand(!is_steady, "only a storage that changes can spoil a network");
        test.learn(1, 3);
        demand(test.is_healthy(), "who initializes a mixture can learn");
    } else {
        demand(test == before, "what is refused changes nothing");
    }

    // Learning goes on, on the same storage, which now does what it is told until the power ends.
    storage.changes_after = storage.fails_after = SIZE_MAX;
    Test held;  // the last checkpoint, if there is one
    const bool holds = restore(held.net, held.work, storage, held.repairs) == Status::ok;
    Test next;
    next.learn(5, 3);
    storage.operations = 0;
    storage.power_ends_after = cut;
    const bool is_stored = store(next.net, next.work, storage, next.repairs) == Status::ok;
    storage.power_ends_after = SIZE_MAX;
    Test again;
    const bool is_restored = restore(again.net, again.work, storage, again.repairs) == Status::ok;
    demand(is_restored || (!is_stored && !holds), "after a power cut, there is still a checkpoint");
    // (Of numbers that are no row, but half of all numbers apart, none is the newest.)
    const bool is_forged = is_edited && (wishes & right_checksums) != 0;
    demand(!is_stored || is_forged || again == next, "what was stored is restored");
    // (A new header may heal a damaged one.)
    demand(is_stored || !holds || is_edited || again == held || again == next,
           "until then, it is what there was before");
    demand(!storage.is_misused, "what is written lies in the storage");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
    using Small = Network<Input<1>, Dense<2, Tanh>, Dense<1>>;
    using Scaled = Network<Input<2>, InputScaling, Dense<2, Relu>, Dense<1>>;
    restore_any<Small, Recipe<MeanSquaredError, Adam, ReduceOnPlateau>, Storage<1024, 64, 16>>(bytes, count);
    restore_any<Scaled, Recipe<MeanSquaredError, SgdMomentum>, Storage<600, 1, 1>>(bytes, count);
    return 0;
}
