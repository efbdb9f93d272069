// SPDX-License-Identifier: MIT
// What is zero at start is so wherever it lies: nobody has to write {}. A static lies in .bss all the same
// (tests/build).
#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

#include <string.h>

#include <memory>
#include <new>

using namespace mote;

namespace {

using Net = Network<Input<2>, InputScaling, Dense<5, Mish>, Dense<1>, OutputScaling>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.05f}};
using Work = Workspace<Net, decltype(recipe), 4>;
using Sliced = SlicedWorkspace<Net, decltype(recipe), 4>;
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, y[4] = {0, 1, 1, 0};

/// As a program has them: members of its own class, without {}.
template <class Workspace>
struct Controller {
    Published<Net> live;
    Workspace work;
    Net net;
    Result last;

    void learn() {
        init(net, 1);
        init(live.learner(), 2);
        for (int step = 0; step < 20; ++step) {
            (void)train(net, work, recipe, {x, y});
            work.state = {};
            last = train(live.learner(), work, recipe, {x, y});
        }
        live.publish();
    }
};

/// Fills memory so that the compiler has to believe it.
void dirty(void* memory, size_t count, int byte) {
    memset(memory, byte, count);
    asm volatile("" : : "r"(memory) : "memory");
}

/// The bytes of 255, of a NaN; of 3.0 and -6.0 at their highest; of a small denormal.
constexpr int dirts[] = {0xff, 0x7f, 0x40, 0xc0, 0x01};

/// Calls body(object) with one that was made without {} where other things lay.
template <class Object, class Body>
void on_dirty_memory(Body body) {
    for (const int dirt : dirts) {
        INFO("dirt " << dirt);
        alignas(Object) static unsigned char memory[sizeof(Object)];
        dirty(memory, sizeof memory, dirt);
        Object* const object = ::new (static_cast<void*>(memory)) Object;
        asm volatile("" : : "r"(object) : "memory");
        body(*object);
        object->~Object();
    }
}

bool is_zero(const float* numbers, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        if (float_bits(numbers[i]) != 0) {
            return false;
        }
    }
    return true;
}

[[gnu::noinline]] void dirty_the_stack(int byte) {
    unsigned char below[16384];
    dirty(below, sizeof below, byte);
}
template <class Object, class Body>
[[gnu::noinline]] void on_the_stack(Body body) {
    Object object;
    asm volatile("" : : "r"(&object) : "memory");
    body(object);
}

/// Learns like the static one, and nothing had to be repaired.
template <class Workspace>
void learns_as_a_static_one(Controller<Workspace>& controller) {
    static Controller<Workspace> expected;
    static const bool learned = (expected.learn(), true);
    controller.learn();
    CHECK(learned);
    CHECK(controller.last.status == Status::ok);
    CHECK(controller.last.repairs.total() == 0);
    CHECK(float_bits(controller.last.loss) == float_bits(expected.last.loss));
    CHECK(same_bits::networks(controller.net, expected.net));
    CHECK(same_bits::networks(controller.live.reader(), expected.live.reader()));
    CHECK(same_bits::states(controller.work.state, expected.work.state));
}

}  // namespace

TEST_CASE("a network is zero wherever it lies, and init() sets its scales") {
    on_dirty_memory<Net>([](Net& net) {
        CHECK(is_zero(net.parameters, Net::parameter_count));
        init(net, 1);
        CHECK(net.input_scales()[1] == 1.0f);
        CHECK(net.output_offsets()[0] == 0.0f);
    });
}

TEST_CASE("what learning remembers is zero wherever it lies, and no slice is under way") {
    on_dirty_memory<Work>([](Work& work) {
        CHECK(work.state.step == 0);
        CHECK(work.state.epoch == 0);
        CHECK(work.state.stale_epochs == 0);
        CHECK(work.state.best_loss == 0.0f);
        CHECK(work.state.corrections.second == 0.0f);
        CHECK(is_zero(work.state.memory.begin(), work.state.memory.size()));
    });
    on_dirty_memory<Sliced>([](Sliced& work) {
        CHECK_FALSE(work.is_busy());
        CHECK(is_zero(work.state.memory.begin(), work.state.memory.size()));
    });
}

TEST_CASE("scratch is zero wherever it lies") {
    on_dirty_memory<Work>([](Work& work) {
        CHECK(is_zero(work.scratch.features, sizeof work.scratch.features / 4));
        CHECK(is_zero(work.scratch.units, sizeof work.scratch.units / 4));
        CHECK(is_zero(work.scratch.block, sizeof work.scratch.block / 4));
        CHECK(is_zero(work.scratch.targets, sizeof work.scratch.targets / 4));
    });
}

TEST_CASE("a published network has a reader wherever it lies") {
    on_dirty_memory<Published<Net>>([](Published<Net>& live) {
        CHECK(is_zero(live.reader().parameters, Net::parameter_count));
        CHECK(is_zero(live.learner().parameters, Net::parameter_count));
        CHECK(&live.learner() != &live.reader());
    });
}

TEST_CASE("as members without {}, on the stack or the heap, they learn what statics learn") {
    on_dirty_memory<Controller<Work>>(learns_as_a_static_one<Work>);
    on_dirty_memory<Controller<Sliced>>(learns_as_a_static_one<Sliced>);
    for (const int dirt : dirts) {
        dirty_the_stack(dirt);
        on_the_stack<Controller<Work>>(learns_as_a_static_one<Work>);
        dirty_the_stack(dirt);
        on_the_stack<Controller<Sliced>>(learns_as_a_static_one<Sliced>);
    }
    const std::unique_ptr<Controller<Sliced>> of_heap(new Controller<Sliced>);
    learns_as_a_static_one(*of_heap);
}
