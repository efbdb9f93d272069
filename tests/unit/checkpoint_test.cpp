// SPDX-License-Identifier: MIT
// Checkpoints on storage that loses its power, its order and its bits.
#include "mote/checkpoint.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

using namespace mote;

namespace {

/// NOR flash: erasing sets all bits of a sector, programming clears some of a page. Until sync(), the medium may have got any of
/// what it was told, in any order and only a part of it: that is what a power cut leaves.
template <size_t Page, size_t Sector, size_t Size>
struct Flash {
    static constexpr size_t page_size = Page, sector_size = Sector, size = Size;

    struct Operation {
        size_t offset;
        std::vector<uint8_t> bytes;  ///< to program; none: to erase
    };

    std::vector<uint8_t> medium = std::vector<uint8_t>(Size, 0xff);
    std::vector<Operation> waiting;
    std::vector<unsigned> erasures = std::vector<unsigned>(Size / Sector, 0);
    size_t operations = 0, power_ends_after = SIZE_MAX;
    bool is_misused = false;
    Pcg32 random{5};

    /// What the medium would give now, were there no power cut.
    bool read(size_t offset, uint8_t* to, size_t count) {
        is_misused = is_misused || offset + count > Size || !waiting.empty() ||
                     (count != 4 && count != detail::checkpoint_header_size);  // a word, or a header
        for (size_t i = 0; i < count; ++i) {
            to[i] = medium[offset + i];
        }
        return operations <= power_ends_after;
    }
    bool program(size_t offset, const uint8_t* from, size_t count) {
        is_misused = is_misused || offset % Page != 0 || count != Page;
        return take({offset, std::vector<uint8_t>(from, from + count)});
    }
    bool erase(size_t offset) {
        is_misused = is_misused || offset % Sector != 0;
        ++erasures[offset / Sector];
        return take({offset, {}});
    }
    bool sync() {
        if (++operations > power_ends_after) {
            return false;
        }
        for (const Operation& operation : waiting) {
            apply(operation, SIZE_MAX);
        }
        waiting.clear();
        return true;
    }

    /// The power comes back: of what was not synchronized, the medium got some, in some order, torn at some bit.
    void reboot() {
        while (!waiting.empty()) {
            const size_t next = random.next() % waiting.size();
            const unsigned fate = random.next() % 3;
            if (fate != 0) {
                apply(waiting[next], fate == 1 ? SIZE_MAX : random.next() % (8 * (Sector + 1)));
            }
            waiting.erase(waiting.begin() + static_cast<long>(next));
        }
        operations = 0;
        power_ends_after = SIZE_MAX;
    }

  private:
    bool take(const Operation& operation) {
        if (operations > power_ends_after) {
            return false;
        }
        waiting.push_back(operation);
        return ++operations <= power_ends_after;
    }
    /// The first `bits` of it.
    void apply(const Operation& operation, size_t bits) {
        const size_t count = operation.bytes.empty() ? Sector : operation.bytes.size();
        for (size_t bit = 0; bit < 8 * count && bit < bits; ++bit) {
            uint8_t& byte = medium[operation.offset + bit / 8];
            const auto mask = static_cast<uint8_t>(1u << (bit % 8));
            if (operation.bytes.empty() || (Sector == 1 && (operation.bytes[bit / 8] & mask) != 0)) {
                byte = static_cast<uint8_t>(byte | mask);
            } else if ((operation.bytes[bit / 8] & mask) == 0) {
                byte = static_cast<uint8_t>(byte & ~mask);
            }
        }
    }
};

using Net = Network<Input<2>, InputScaling, Dense<3, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.02f}, ReduceOnPlateau{}};
using Work = Workspace<Net, Unqualified<decltype(recipe)>, 4>;
using SmallFlash = Flash<16, 64, 2048>;

constexpr float x[6][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0.5f, 0.25f}, {-1, 2}}, y[6] = {0, 1, 1, 0, 0.5f, -1};

/// Somebody who learns, and whose every bit can be compared.
template <class NetOfLearner = Net, class WorkOfLearner = Work>
struct Learner {
    NetOfLearner net{};
    WorkOfLearner work{};
    Repairs repairs;

    explicit Learner(uint64_t seed = 0) { init(net, seed); }
    template <class RecipeOfLearner>
    void learn(const RecipeOfLearner& with, uint32_t epochs) {
        FitOptions options;
        options.epochs = epochs;
        options.shuffle = true;
        options.patience = 50;
        const FitResult result = fit(net, work, with, {x, y}, options);
        REQUIRE(result.status == Status::ok);
        repairs += result.repairs;
    }
    bool operator==(const Learner& other) const {
        return same_bits::networks(net, other.net) && same_bits::states(work.state, other.work.state) &&
               repairs.total() == other.repairs.total();
    }
};

template <class Storage, class AnyLearner>
Status keep(const AnyLearner& learner, Storage& storage) {
    return store(learner.net, learner.work, storage, learner.repairs);
}
template <class Storage, class AnyLearner>
Status bring_back(AnyLearner& learner, Storage& storage) {
    return restore(learner.net, learner.work, storage, learner.repairs);
}

template <class Storage>
void survives_every_power_cut() {
    Learner<> before(1), after(1);
    before.learn(recipe, 2);
    after = before;
    after.learn(recipe, 3);
    size_t new_ones = 0, cut = 0;
    for (bool finished = false; !finished; ++cut) {
        for (uint32_t seed = 0; seed < 4; ++seed) {
            Storage storage;
            storage.random = Pcg32(seed + 1);
            REQUIRE(keep(before, storage) == Status::ok);
            REQUIRE(keep(before, storage) == Status::ok);
            storage.operations = 0;
            storage.power_ends_after = cut;
            finished = keep(after, storage) == Status::ok;
            storage.reboot();
            Learner<> again(7);
            REQUIRE(bring_back(again, storage) == Status::ok);
            const bool is_new = again == after;
            new_ones += is_new ? 1u : 0u;
            REQUIRE((is_new || again == before));
            REQUIRE((!finished || is_new));
            // And it goes on from there.
            REQUIRE(keep(after, storage) == Status::ok);
            REQUIRE(bring_back(again, storage) == Status::ok);
            REQUIRE(again == after);
            REQUIRE_FALSE(storage.is_misused);
        }
    }
    CHECK(cut > checkpoint_size<Work> / Storage::page_size);
    CHECK(new_ones > 0);
}

}  // namespace

TEST_CASE("a checkpoint brings back every bit, and learning goes on as if it had never stopped") {
    SmallFlash storage;
    Learner<> learner(1), again(2);
    learner.learn(recipe, 5);
    REQUIRE(keep(learner, storage) == Status::ok);
    REQUIRE(bring_back(again, storage) == Status::ok);
    CHECK(again == learner);
    learner.learn(recipe, 20);
    again.learn(recipe, 20);
    CHECK(again == learner);
}

TEST_CASE("whatever operation the power ends at, and whatever of it arrives, a whole checkpoint is restored") {
    survives_every_power_cut<SmallFlash>();
    survives_every_power_cut<Flash<8, 512, 1024>>();
    survives_every_power_cut<Flash<256, 256, 1280>>();
    survives_every_power_cut<Flash<512, 1024, 4096>>();  // a page that holds it all
    survives_every_power_cut<Flash<12, 36, 2016>>();     // no power of two
    survives_every_power_cut<Flash<1, 1, 1500>>();       // bytes that can be written over
}

TEST_CASE("a checkpoint with any bit flipped is not taken; the one before it is") {
    SmallFlash storage;
    Learner<> older(1), newer(1), again;
    older.learn(recipe, 1);
    newer = older;
    newer.learn(recipe, 1);
    REQUIRE(keep(older, storage) == Status::ok);
    REQUIRE(keep(newer, storage) == Status::ok);
    const size_t slot = (checkpoint_size<Work> + 63) / 64 * 64;
    for (size_t bit = 0; bit < 8 * checkpoint_size<Work>; ++bit) {
        uint8_t& byte = storage.medium[slot + bit / 8];
        byte = static_cast<uint8_t>(byte ^ (1u << (bit % 8)));
        REQUIRE(bring_back(again, storage) == Status::ok);
        REQUIRE(again == older);
        byte = static_cast<uint8_t>(byte ^ (1u << (bit % 8)));
    }
    REQUIRE(bring_back(again, storage) == Status::ok);
    CHECK(again == newer);
}

TEST_CASE("the header of a new checkpoint does not make the old one in its slot the newest") {
    Flash<1, 1, 1500> storage;  // bytes are written over, and the medium may get them in any order
    const size_t slots = storage.size / checkpoint_size<Work>;
    Learner<> learner(1), again;
    for (size_t i = 0; i < slots; ++i) {
        learner.learn(recipe, 1);
        REQUIRE(keep(learner, storage) == Status::ok);
    }
    const Learner<> before = learner;
    const std::vector<uint8_t> old = storage.medium;
    learner.learn(recipe, 1);
    REQUIRE(keep(learner, storage) == Status::ok);
    for (size_t i = detail::checkpoint_header_size; i < checkpoint_size<Work>; ++i) {
        storage.medium[i] = old[i];
    }
    REQUIRE(bring_back(again, storage) == Status::ok);
    CHECK(again == before);
}

TEST_CASE("slots wear alike, and the newest is found wherever it is, past the highest number too") {
    SmallFlash storage;
    Learner<> learner(1), again;
    for (uint32_t round = 0; round < 40; ++round) {
        learner.work.state.epoch = round;
        REQUIRE(keep(learner, storage) == Status::ok);
        REQUIRE(bring_back(again, storage) == Status::ok);
        REQUIRE(again.work.state.epoch == round);
        REQUIRE(checkpoints_written<Work>(storage) == round + 1);
    }
    const size_t sectors_of_slot = (checkpoint_size<Work> + 63) / 64, slots = 32 / sectors_of_slot;
    for (size_t sector = 0; sector < slots * sectors_of_slot; ++sector) {
        CHECK(storage.erasures[sector] >= 40 / slots);
        CHECK(storage.erasures[sector] <= 40 / slots + 1);
    }
    CHECK(mote::detail::is_newer(0, 0xffffffffu));
    CHECK_FALSE(mote::detail::is_newer(0xffffffffu, 0));
}

TEST_CASE("an empty storage has no checkpoint, and restoring from it changes nothing") {
    SmallFlash storage;
    Learner<> learner(1), before(1);
    CHECK(bring_back(learner, storage) == Status::no_checkpoint);
    CHECK(learner == before);
    CHECK(checkpoints_written<Work>(storage) == 0);
}

TEST_CASE("a checkpoint of another network, optimizer or schedule is refused, and says which it is") {
    SmallFlash storage;
    Learner<> learner(1);
    REQUIRE(keep(learner, storage) == Status::ok);
    const auto refused = [&](auto net, auto other_recipe) {
        using OtherNet = decltype(net);
        Learner<OtherNet, Workspace<OtherNet, decltype(other_recipe), 4>> other(3);
        const auto before = other;
        const Status status = bring_back(other, storage);
        CHECK(other == before);
        return status;
    };
    using Sgd4 = Recipe<MeanSquaredError, SgdMomentum>;
    CHECK(refused(Network<Input<2>, InputScaling, Dense<3, Sigmoid>, Dense<1>>{}, recipe) == Status::other_network);
    CHECK(refused(Network<Input<2>, InputScaling, Dense<4, Tanh>, Dense<1>>{}, recipe) == Status::other_network);
    CHECK(refused(Net{}, Sgd4{}) == Status::other_optimizer);
    CHECK(refused(Net{}, Recipe{MeanSquaredError{}, Adam{}}) == Status::other_schedule);
    CHECK(refused(Net{}, Recipe{MeanSquaredError{}, Adamax{}, ReduceOnPlateau{}}) == Status::other_optimizer);
    CHECK(refused(Net{}, Recipe{MeanSquaredError{}, RmsPropCentered{}, ReduceOnPlateau{}}) == Status::other_optimizer);
}

TEST_CASE("a checkpoint of the first format, and of any later one, is refused as such") {
    SmallFlash storage;
    Learner<> learner(1), before(1);
    REQUIRE(keep(learner, storage) == Status::ok);
    const uint8_t versions[][2] = {{1, 0}, {3, 252}, {255, 0}};
    for (const auto& version : versions) {
        storage.medium[4] = version[0];
        storage.medium[5] = version[1];
        CHECK(bring_back(learner, storage) == Status::other_format);
        CHECK(learner == before);
        CHECK(checkpoints_written<Work>(storage) == 0);
    }
}

TEST_CASE("a storage that fails or keeps something else is told, and what was there before is still there") {
    struct Stuck : SmallFlash {
        size_t bit = 0;
        bool is_set = false;
        bool read(size_t offset, uint8_t* to, size_t count) {
            const auto mask = static_cast<uint8_t>(1u << (bit % 8));
            uint8_t& byte = medium[bit / 8];
            byte = static_cast<uint8_t>(is_set ? byte | mask : byte & ~mask);
            return SmallFlash::read(offset, to, count);
        }
    };
    Learner<> learners[] = {Learner<>(1), Learner<>(2), Learner<>(3), Learner<>(4)}, again;
    for (Learner<>& learner : learners) {
        learner.learn(recipe, 1);
    }
    const size_t slot = (checkpoint_size<Work> + 63) / 64 * 64;
    size_t told = 0, kept = 0;
    for (size_t at = 0; at < 16 * slot; at += 5) {
        for (const bool is_set : {false, true}) {
            Stuck stuck;
            stuck.bit = at;
            stuck.is_set = is_set;
            const Learner<>* last = nullptr;
            for (const Learner<>& learner : learners) {
                const Status status = keep(learner, stuck);
                if (status == Status::ok) {
                    ++kept;
                    last = &learner;
                } else {
                    REQUIRE(status == Status::storage_failed);
                    ++told;
                }
                REQUIRE(bring_back(again, stuck) == (last == nullptr ? Status::no_checkpoint : Status::ok));
                REQUIRE((last == nullptr || again == *last));
            }
        }
    }
    CHECK(told > 1000);
    CHECK(kept > 1000);
}

TEST_CASE("bits that read otherwise the second time give the checkpoint before, or say that all is a mixture") {
    struct Weak : SmallFlash {
        size_t reads_of_header = 0, weak_slot = SIZE_MAX / 64 / 64;
        bool looks_whole = false;  ///< whenever all slots are looked through
        bool read(size_t offset, uint8_t* to, size_t count) {
            const bool done = SmallFlash::read(offset, to, count);
            const size_t slot = (checkpoint_size<Work> + 63) / 64 * 64;
            if (offset == weak_slot * slot) {
                ++reads_of_header;
            }
            const bool is_weak = looks_whole ? reads_of_header % 3 != 1 : reads_of_header > 1;
            if (offset == weak_slot * slot + 60 && is_weak) {
                to[0] = static_cast<uint8_t>(to[0] ^ 4);
            }
            return done;
        }
    } weak;
    Learner<> older(1), newer(2), again;
    REQUIRE(keep(older, weak) == Status::ok);
    REQUIRE(keep(newer, weak) == Status::ok);
    weak.weak_slot = 1;
    for (const bool looks_whole : {false, true}) {
        weak.looks_whole = looks_whole;
        weak.reads_of_header = 0;
        REQUIRE(bring_back(again, weak) == Status::ok);
        CHECK(again == older);
    }

    SmallFlash& flash = weak;
    flash = SmallFlash();
    older.learn(recipe, 1);
    REQUIRE(keep(older, flash) == Status::ok);
    weak.weak_slot = 0;
    weak.reads_of_header = 0;
    CHECK(bring_back(again, weak) == Status::overwritten);
    CHECK(all_within(again.net.parameters, Net::parameter_count, largest_float));
    CHECK(same_bits::states(again.work.state, Work{}.state));  // so that whoever initializes the network begins anew
}

TEST_CASE(
    "a checkpoint that reads otherwise once is read again, and twice gives the one before, of two slots as well") {
    constexpr size_t sector = (checkpoint_size<Work> + 15) / 16 * 16;
    struct Weak : Flash<16, sector, 2 * sector> {
        size_t looks = 0, bad_looks = 0;  ///< at the header of the newest; the first, which finds it, is good
        bool read(size_t offset, uint8_t* to, size_t count) {
            const bool done = Flash<16, sector, 2 * sector>::read(offset, to, count);
            looks += offset == sector ? 1u : 0u;
            if (offset == sector + 60 && looks > 1 && looks <= 1 + bad_looks) {
                to[0] = static_cast<uint8_t>(to[0] ^ 4);
            }
            return done;
        }
    } weak;
    Learner<> older(1), newer(2), again;
    REQUIRE(keep(older, weak) == Status::ok);
    REQUIRE(keep(newer, weak) == Status::ok);
    for (const size_t bad_looks : {0u, 1u, 2u}) {
        weak.looks = 0;
        weak.bad_looks = bad_looks;
        REQUIRE(bring_back(again, weak) == Status::ok);
        CHECK(again == (bad_looks < 2 ? newer : older));
    }
}

TEST_CASE("in a mixture, what no healthy network has is 0") {
    constexpr size_t weight = 4, offset = detail::checkpoint_header_size + 4 * weight;
    struct Weak : SmallFlash {
        size_t looks = 0;
        bool read(size_t at, uint8_t* to, size_t count) {
            const bool done = SmallFlash::read(at, to, count);
            if (at == offset && looks++ > 0) {
                put_word(to, 0x7fc00000u);
            }
            return done;
        }
    } weak;
    const Learner<> learner(1);
    Learner<> again;
    REQUIRE(keep(learner, weak) == Status::ok);
    weak.looks = 0;
    REQUIRE(bring_back(again, weak) == Status::overwritten);
    CHECK(float_bits(again.net.parameters[weight]) == 0);
    CHECK(again.net.parameters[weight + 1] == learner.net.parameters[weight + 1]);
}

TEST_CASE(
    "what is erased has arrived before anything is programmed, and bytes that can be written over are not erased") {
    struct Recording : SmallFlash {
        std::string calls;
        bool erase(size_t offset) {
            calls += 'e';
            return SmallFlash::erase(offset);
        }
        bool program(size_t offset, const uint8_t* from, size_t count) {
            calls += 'p';
            return SmallFlash::program(offset, from, count);
        }
        bool sync() {
            calls += 's';
            return SmallFlash::sync();
        }
    } storage;
    const Learner<> learner(1);
    REQUIRE(keep(learner, storage) == Status::ok);
    CHECK(storage.calls == std::string((checkpoint_size<Work> + 63) / 64, 'e') + 's' +
                               std::string((checkpoint_size<Work> + 15) / 16, 'p') + 's');

    Flash<1, 1, 1500> bytes;
    REQUIRE(keep(learner, bytes) == Status::ok);
    CHECK(bytes.erasures == std::vector<unsigned>(1500, 0));
}

TEST_CASE("0xff fills the last page, and nothing is written behind it") {
    using WideFlash = Flash<256, 1024, 8192>;
    constexpr size_t bytes = detail::WordsOf<Work>::bytes, end = (bytes + 255) / 256 * 256;
    static_assert(bytes < end);
    WideFlash storage;
    std::fill(storage.medium.begin(), storage.medium.end(), uint8_t{0x55});
    Learner<> learner(1);
    REQUIRE(keep(learner, storage) == Status::ok);
    for (size_t at = bytes; at < end; ++at) {
        REQUIRE(storage.medium[at] == 0xff);
    }
    CHECK(storage.medium[end] == (end == 1024 ? 0x55 : 0xff));
}

TEST_CASE("as many pages are written as a checkpoint has, and no more") {
    struct Counting : Flash<4, 64, 2048> {
        size_t programmed = 0;
        bool program(size_t offset, const uint8_t* from, size_t count) {
            ++programmed;
            return Flash::program(offset, from, count);
        }
    } storage;
    Learner<> learner(1);
    REQUIRE(keep(learner, storage) == Status::ok);
    CHECK(storage.programmed == detail::WordsOf<Work>::bytes / 4);
}

TEST_CASE("a checkpoint whose words are not healthy is not taken, even if its checksums fit") {
    SmallFlash storage;
    Learner<> learner(1), again(2);
    learner.learn(recipe, 3);
    const Learner<> before = again;
    using Words = detail::WordsOf<Work>;
    for (const size_t word : {size_t{4}, Words::parameters - 1, Words::first_of_memory, Words::count - 1}) {
        for (const uint32_t bits : {0x7f800000u, 0xff800000u, 0x7fc00000u}) {
            storage = SmallFlash();
            REQUIRE(keep(learner, storage) == Status::ok);
            uint8_t* const bytes = storage.medium.data();
            put_word(bytes + detail::checkpoint_header_size + 4 * word, bits);
            uint32_t crc = crc32c(0, bytes, detail::checkpoint_header_crc);
            crc = crc32c(crc, bytes + detail::checkpoint_header_size, 4 * Words::count);
            put_word(bytes + Words::bytes - 4, crc);
            CHECK(bring_back(again, storage) == Status::no_checkpoint);
            CHECK(again == before);
        }
    }
}

TEST_CASE("wherever a storage stops to be read, restoring takes all or nothing, and storing says so") {
    struct Unreadable : SmallFlash {
        size_t reads_left = SIZE_MAX;
        bool read(size_t offset, uint8_t* to, size_t count) {
            if (reads_left == 0) {
                return false;
            }
            --reads_left;
            return SmallFlash::read(offset, to, count);
        }
    } storage;
    Learner<> learner(1), other(3);
    learner.learn(recipe, 2);
    REQUIRE(keep(learner, storage) == Status::ok);
    size_t refused = 0, mixed = 0, reads = 0;
    for (Status status = Status::storage_failed; status != Status::ok; ++reads) {
        Learner<> again(2);
        const Learner<> before = again;
        storage.reads_left = reads;
        status = bring_back(again, storage);
        refused += status == Status::storage_failed ? 1u : 0u;
        mixed += status == Status::overwritten ? 1u : 0u;
        REQUIRE((status != Status::storage_failed || again == before));
        REQUIRE((status != Status::ok || again == learner));
        REQUIRE(all_within(again.net.parameters, Net::parameter_count, largest_float));
    }
    CHECK(refused > Net::parameter_count);
    CHECK(mixed > Net::parameter_count);

    Status status = Status::storage_failed;
    for (reads = 0; status != Status::ok; ++reads) {
        storage.reads_left = reads;
        status = keep(other, storage);
        REQUIRE((status == Status::ok || status == Status::storage_failed));
    }
    CHECK(reads > Net::parameter_count);
}

TEST_CASE("while a slot cannot be read, which may hold the newest, nothing is erased or written") {
    struct Failing : SmallFlash {
        size_t failing_read = SIZE_MAX;
        bool read(size_t offset, uint8_t* to, size_t count) {
            return failing_read-- != 0 && SmallFlash::read(offset, to, count);
        }
    } storage;
    Learner<> learner(1), again;
    const size_t slots = storage.size / ((checkpoint_size<Work> + 63) / 64 * 64);
    for (size_t i = 0; i <= slots; ++i) {
        learner.learn(recipe, 1);
        REQUIRE(keep(learner, storage) == Status::ok);
    }
    const std::vector<uint8_t> before = storage.medium;
    const size_t reads_of_slot = detail::WordsOf<Work>::count + 2;
    for (size_t read = 0; read < slots * reads_of_slot; ++read) {
        storage.failing_read = read;
        REQUIRE(keep(learner, storage) == Status::storage_failed);
        REQUIRE(storage.medium == before);
    }
    storage.failing_read = 0;  // what is passed over is the newest
    CHECK(bring_back(again, storage) == Status::ok);
    CHECK_FALSE(again == learner);
}

TEST_CASE("a network that restore would refuse is not stored, and nothing is erased for it") {
    SmallFlash storage;
    Learner<> learner(1);
    REQUIRE(keep(learner, storage) == Status::ok);
    const std::vector<uint8_t> before = storage.medium;
    learner.net.weight<0>(0, 0) = 1501.0f;  // a ceiling and a half is 1500
    CHECK(keep(learner, storage) == Status::unsafe_image);
    learner.net.weight<0>(0, 0) = 1.0f;
    learner.work.state.memory[0] = __builtin_inff();
    CHECK(keep(learner, storage) == Status::unsafe_image);
    CHECK(storage.medium == before);
}

TEST_CASE("a step that was abandoned has no say in a checkpoint that is restored") {
    constexpr auto far = Recipe{MeanSquaredError{}, Adam{40.0f}};
    using Low = Network<Input<2>, Dense<3, Tanh>, Dense<1>, Ceilings<1>>;
    static SlicedWorkspace<Low, Unqualified<decltype(far)>, 4> work, uncut;
    SmallFlash storage;
    Low net{}, other{};
    work = uncut = {};
    init(net, 1);
    net.weight<0>(0, 0) = 1.25f;  // as between two turns of the sweep
    uncut.state.step = work.state.step = 1;
    REQUIRE(store(net, work, storage) == Status::ok);
    init(other, 2);
    REQUIRE(begin(other, uncut, far, {x, y, 4}).status == Status::ok);
    uncut.progress = {};
    REQUIRE(restore(other, uncut, storage) == Status::ok);
    REQUIRE(train(net, work, far, {x, y, 4}).status == Status::ok);
    REQUIRE(train(other, uncut, far, {x, y, 4}).status == Status::ok);
    CHECK(same_bits::networks(net, other));
}

TEST_CASE("what a storage ignores is told") {
    struct Deaf : SmallFlash {
        bool hears = true;
        bool program(size_t offset, const uint8_t* from, size_t count) {
            return hears ? SmallFlash::program(offset, from, count) : true;
        }
        bool erase(size_t offset) { return hears ? SmallFlash::erase(offset) : true; }
    } storage;
    Learner<> learner(1), again;
    const size_t slots = storage.size / ((checkpoint_size<Work> + 63) / 64 * 64);
    for (size_t i = 0; i < slots; ++i) {
        learner.learn(recipe, 1);
        REQUIRE(keep(learner, storage) == Status::ok);
    }
    storage.hears = false;
    CHECK(keep(learner, storage) == Status::storage_failed);  // though its slot holds a whole checkpoint, an old one
    CHECK(bring_back(again, storage) == Status::ok);
    CHECK(again == learner);
}

TEST_CASE("while a step in slices is not finished, nothing is stored or restored") {
    SmallFlash storage;
    const SmallFlash before;
    Net net{};
    static SlicedWorkspace<Net, Unqualified<decltype(recipe)>, 4> work;
    work = {};
    init(net, 1);
    REQUIRE(begin(net, work, recipe, {x, y, 4}).status == Status::ok);
    const Net halfway = net;
    CHECK(store(net, work, storage) == Status::busy);
    Storing storing;
    CHECK(store_part(net, work, storage, storing) == Status::busy);
    CHECK(storing.at == 0);
    CHECK(restore(net, work, storage) == Status::busy);
    CHECK(storage.medium == before.medium);
    CHECK(same_bits::networks(net, halfway));
    cancel(net, work);
    CHECK(store(net, work, storage) == Status::ok);
    CHECK(restore(net, work, storage) == Status::ok);
}
