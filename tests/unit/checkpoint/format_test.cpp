// SPDX-License-Identifier: MIT
// The bytes of a checkpoint, written down once more from what checkpoint/format.hpp documents.
#include "mote/checkpoint.hpp"

#include <string.h>

#include <type_traits>
#include <vector>

#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

namespace {

/// Bytes that can be written over, with what a test wants to find there.
struct Bytes {
    static constexpr size_t page_size = 1, sector_size = 1, size = 2048;
    std::vector<uint8_t> bytes = std::vector<uint8_t>(size, 0x55);

    bool read(size_t offset, uint8_t* to, size_t count) {
        memcpy(to, bytes.data() + offset, count);
        return true;
    }
    bool program(size_t offset, const uint8_t* from, size_t count) {
        memcpy(bytes.data() + offset, from, count);
        return true;
    }
    bool erase(size_t) { return true; }
    bool sync() { return true; }
};

struct Written {
    std::vector<uint8_t> bytes;

    void byte(unsigned number) { bytes.push_back(static_cast<uint8_t>(number)); }
    void word(uint32_t number) {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            byte(number >> shift & 0xffu);
        }
    }
    template <class Number>
    void words_of(const Number& numbers) {
        if constexpr (!std::is_empty_v<Number>) {
            uint32_t words[sizeof numbers / 4];
            memcpy(words, &numbers, sizeof numbers);
            for (const uint32_t number : words) {
                word(number);
            }
        }
    }
};

using Net = Network<Input<2>, InputScaling, Frozen<Dense<3, Tanh>>, Dense<1>>;
constexpr float x[3][2] = {{0, 1}, {1, 0.5f}, {-1, 0.25f}}, y[3] = {1, -0.5f, 0.25f};

template <class Recipe>
struct Learner {
    Net net{};
    Workspace<Net, Recipe, 3> work{};
    Repairs repairs{11, 12, 13, 14, 15};

    explicit Learner(const Recipe& recipe = {}) {
        init(net, 3);
        for (int i = 0; i < 5; ++i) {
            REQUIRE(train(net, work, recipe, {x, y}).status == Status::ok);
        }
        work.state.step = 0xfffffff1u;  // as a float NaN
        work.state.epoch = 0xfffffff2u;
        work.state.stale_epochs = 7;
        work.state.best_loss = 0.375f;
    }
};

template <class Recipe>
std::vector<uint8_t> documented(const Learner<Recipe>& learner, uint32_t sequence, uint32_t hash_of_optimizer,
                                uint32_t words_of_schedule, uint32_t words) {
    Written written;
    for (const char letter : {'M', 'C', 'K', 'P'}) {
        written.byte(static_cast<unsigned char>(letter));
    }
    written.byte(2);
    written.byte(253);
    written.byte(mote::arithmetic == Arithmetic::fused ? 1 : 0);
    written.byte(0);
    written.word(sequence);
    written.word(static_cast<uint32_t>(Net::fingerprint & 0xffffffffu));
    written.word(static_cast<uint32_t>(Net::fingerprint >> 32));
    written.word(hash_of_optimizer);
    written.word(words_of_schedule);
    written.word(Net::parameter_count);
    written.word(words);
    const uint32_t crc = crc32c(0, written.bytes.data(), 36);
    written.word(crc);

    const auto& state = learner.work.state;
    written.words_of(learner.net.parameters);
    written.word(state.step);
    written.word(state.epoch);
    written.word(state.stale_epochs);
    written.words_of(state.best_loss);
    for (const uint32_t count : {11u, 12u, 13u, 14u, 15u}) {
        written.word(count);
    }
    written.words_of(state.schedule);
    written.words_of(state.corrections);
    for (size_t parameter = 0; parameter < Net::trained_count; ++parameter) {
        for (size_t number = 0; number < Recipe::Optimizer::memory; ++number) {
            written.words_of(state.remembered(parameter, number));
        }
    }
    // All but the other checksum.
    std::vector<uint8_t> covered = written.bytes;
    covered.erase(covered.begin() + 36, covered.begin() + 40);
    written.word(crc32c(0, covered.data(), covered.size()));
    return written.bytes;
}

/// A checkpoint's checksums, after its bytes were changed.
void sign(uint8_t* bytes, size_t size) {
    put_word(bytes + 36, crc32c(0, bytes, 36));
    put_word(bytes + size - 4, crc32c(crc32c(0, bytes, 36), bytes + 40, size - 44));
}

template <class Recipe>
void has_documented_bytes(const Recipe& recipe, uint32_t hash_of_optimizer, uint32_t words_of_schedule,
                          uint32_t words) {
    const Learner<Recipe> learner(recipe);
    const auto expected = documented(learner, 1, hash_of_optimizer, words_of_schedule, words);
    using Work = Workspace<Net, Recipe, 3>;
    REQUIRE(checkpoint_size<Work> == expected.size());
    Bytes storage;
    REQUIRE(store(learner.net, learner.work, storage, learner.repairs) == Status::ok);
    CHECK(std::vector<uint8_t>(storage.bytes.begin(), storage.bytes.begin() + static_cast<long>(expected.size())) ==
          expected);

    Bytes given;
    std::copy(expected.begin(), expected.end(), given.bytes.begin());
    Learner<Recipe> again;
    init(again.net, 9);
    again.work = {};
    again.repairs = {};
    REQUIRE(restore(again.net, again.work, given, again.repairs) == Status::ok);
    CHECK(documented(again, 1, hash_of_optimizer, words_of_schedule, words) == expected);
    CHECK(again.repairs.infinite == 12);
    CHECK(again.repairs.settings == 15);
}

/// An optimizer of the user's own, which has no number.
struct Crawl {
    float learning_rate = 0.01f;

    static constexpr size_t memory = 0;
    static constexpr bool bounded = false;
    struct Corrections {};
    struct Step {
        float negative_rate;
    };
    constexpr Crawl repaired(Repairs&) const { return *this; }
    constexpr Step begin(Corrections&, float rate) const { return {-rate}; }
    static Pack update(const Step& step, Pack weight, Pack gradient, Array<Pack, 0>&) {
        return mul_add(Pack(step.negative_rate), gradient, weight);
    }
};

}  // namespace

TEST_CASE("a checkpoint has the bytes that are documented, and is read from them") {
    // The hashes are fixed for ever: they stand in checkpoints that others have written.
    // 4 + 9 + 4 parameters, 4 words of the state, 5 of the guard; then schedule, corrections, and what is remembered of 4.
    has_documented_bytes(Recipe{MeanSquaredError{}, Adam{}, ReduceOnPlateau{}}, 0x6ba8bd2f, 5, 17 + 4 + 5 + 5 + 2 + 8);
    has_documented_bytes(Recipe{MeanSquaredError{}, SgdMomentum{}}, 0x2eafdd, 0, 17 + 4 + 5 + 4);
    has_documented_bytes(Recipe{MeanSquaredError{}, SgdDampened{}}, 0xe7b3f721, 0, 17 + 4 + 5 + 1 + 4);
    has_documented_bytes(Recipe{MeanSquaredError{}, Sgd{}}, 0xc6f71828, 0, 17 + 4 + 5);
    has_documented_bytes(Recipe{MeanSquaredError{}, Crawl{}}, 0xe31428f0, 0, 17 + 4 + 5);
}

TEST_CASE("each byte of a header says what is wrong, if nothing else is") {
    using Work = Workspace<Net, Recipe<MeanSquaredError, Adam>, 3>;
    const Learner<Recipe<MeanSquaredError, Adam>> learner;
    Bytes whole;
    REQUIRE(store(learner.net, learner.work, whole) == Status::ok);
    for (size_t at = 0; at < 36; ++at) {
        for (const unsigned mask : {1u, 2u, 0x80u}) {
            CAPTURE(at, mask);
            Bytes storage = whole;
            storage.bytes[at] = static_cast<uint8_t>(storage.bytes[at] ^ mask);
            sign(storage.bytes.data(), checkpoint_size<Work>);
            auto again = learner;
            const Status expected = at < 4    ? Status::no_checkpoint  // another magic
                                    : at < 6  ? Status::no_checkpoint  // no version: the two bytes do not fit
                                    : at == 6 ? Status::other_arithmetic
                                    : at == 7 ? Status::no_checkpoint
                                    : at < 12 ? Status::ok  // another number
                                    : at < 20 ? Status::other_network
                                    : at < 24 ? Status::other_optimizer
                                    : at < 28 ? Status::other_schedule
                                              : Status::no_checkpoint;
            REQUIRE(restore(again.net, again.work, storage) == expected);
        }
    }
}

TEST_CASE("two bytes say which format a checkpoint has; any other two say nothing") {
    const Learner<Recipe<MeanSquaredError, Adam>> learner;
    Bytes storage;
    REQUIRE(store(learner.net, learner.work, storage) == Status::ok);
    for (unsigned version = 0; version < 256; ++version) {
        for (unsigned complement = 0; complement < 256; ++complement) {
            CAPTURE(version, complement);
            storage.bytes[4] = static_cast<uint8_t>(version);
            storage.bytes[5] = static_cast<uint8_t>(complement);
            const bool is_first = version == 1 && complement == 0, is_ours = version == 2 && complement == 253;
            const Status expected = is_ours                                   ? Status::ok
                                    : is_first || version + complement == 255 ? Status::other_format
                                                                              : Status::no_checkpoint;
            auto again = learner;
            REQUIRE(restore(again.net, again.work, storage) == expected);
        }
    }
}
