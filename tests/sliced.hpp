// SPDX-License-Identifier: MIT
// The same steps whole and in slices.
#pragma once

#include <vector>

#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

/// From one part of a step at a time to the whole.
constexpr size_t budgets[] = {0, 1, 10, 97, 1000, 100000000};

/// Learns the same twice, whole and in slices, and compares every bit of network, state, losses and repairs. How many
/// slices a step took at most.
template <class Net, size_t Batch, class Recipe>
size_t slices_of_equal_steps(const Recipe& recipe, size_t budget) {
    using Target = mote::TargetOf<typename Recipe::Loss>;
    static Net whole, sliced;
    static mote::Workspace<Net, Recipe, Batch> work;
    static mote::SlicedWorkspace<Net, Recipe, Batch> sliced_work;
    whole = {};
    work = {};
    sliced_work = {};
    mote::init(whole, 1);
    whole.parameters[Net::trained_first] = 2000.0f;  // the first step of a state clamps it
    sliced = whole;

    mote::Pcg32 random(2);
    size_t most_slices = 0;
    for (size_t step = 0; step < 20; ++step) {
        const size_t rows = step % 4 == 3 && Batch > 2 ? Batch - 2 : Batch;
        std::vector<float> x(rows * Net::inputs);
        std::vector<Target> y(rows * mote::targets_of_row<Net, typename Recipe::Loss>);
        for (float& value : x) {
            value = random.uniform(1.0f);
        }
        for (Target& value : y) {
            value = static_cast<Target>(1.0f + random.uniform(1.0f));
        }
        x[0] = step % 5 == 4 ? __builtin_nanf("") : x[0];
        const mote::Result expected = mote::train(whole, work, recipe, {x.data(), y.data(), rows});
        const mote::Result begun = mote::begin(sliced, sliced_work, recipe, {x.data(), y.data(), rows});
        REQUIRE(begun.status == expected.status);
        if (begun.status != mote::Status::ok) {  // a row alone, and it is bad
            continue;
        }
        for (float& value : x) {
            value = 7.0f;  // the caller's memory is free again
        }
        size_t slices = 1;
        mote::Result got = mote::advance(sliced, sliced_work, budget);
        for (; got.status == mote::Status::busy; ++slices) {
            REQUIRE(slices < 1000000);
            got = mote::advance(sliced, sliced_work, budget);
        }
        REQUIRE(got.status == expected.status);
        REQUIRE(mote::float_bits(got.loss) == mote::float_bits(expected.loss));
        REQUIRE(got.repairs.total() == expected.repairs.total());
        REQUIRE(got.repairs.nan == expected.repairs.nan);
        REQUIRE(same_bits::networks(sliced, whole));
        REQUIRE(same_bits::states(sliced_work.state, work.state));
        most_slices = mote::larger(most_slices, slices);
    }
    return most_slices;
}

/// Runs each stage whole, and sees the most work that a part was said to be.
struct WorkSeen {
    size_t most = 0;

    static constexpr float* unfinished() { return nullptr; }
    template <class Parts, class Body>
    void run(Parts parts, size_t work_of_part, Body body) {
        most = parts == 0 ? most : mote::larger(most, work_of_part);
        body(mote::WholeRange<Parts>{{}, parts});
    }
    template <class Parts, class Body>
    void run_if(bool wanted, Parts parts, size_t work_of_part, Body body) {
        if (wanted) {
            run(parts, work_of_part, body);
        }
    }
};

/// The most work of a part in a step on a full batch.
template <class Net, size_t Batch, class Recipe>
size_t largest_part_seen(const Recipe& recipe) {
    static Net net;
    static mote::Workspace<Net, Recipe, Batch> work;
    mote::Repairs repairs;
    mote::detail::StepOf<mote::Workspace<Net, Recipe, Batch>> step{
        net, work, mote::detail::begin_step<Net>(work.state, recipe, repairs)};
    WorkSeen seen;
    float loss = 0.0f;
    mote::detail::run_to_loss(step, mote::detail::rows_of_batch<Batch>(Batch), loss, seen);
    mote::detail::run_from_loss(step, mote::detail::rows_of_batch<Batch>(Batch), seen);
    return seen.most;
}
