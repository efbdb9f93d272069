// SPDX-License-Identifier: MIT
// What a random program does with each of its networks: learns uncut, in slices and by the naive loops, and says what came out.
#pragma once

#include <cstdio>

#include "property/training.hpp"

/// Weights after steps in random slices beside those of train(): how many differ.
template <class Net, size_t Batch, class Recipe>
size_t slices_differ(const Recipe& recipe, Net& cut, uint32_t seed) {
    using Loss = typename Recipe::Loss;
    static Net uncut;
    static mote::Workspace<Net, Recipe, Batch> work;
    static mote::SlicedWorkspace<Net, Recipe, Batch> sliced;
    Numbers numbers(seed), budgets(seed);  // how many slices a step takes is the port's affair
    mote::init(uncut, seed);
    mote::init(cut, seed);
    size_t differ = 0;
    for (size_t step = 0; step < 20; ++step) {
        const size_t count = 1 + numbers.below(Batch);
        const canonical::Floats x = numbers_with_zeros(numbers, count * Net::inputs);
        std::vector<mote::TargetOf<Loss>> y(count * mote::targets_of_row<Net, Loss>);
        draw_targets(numbers, y, Net::outputs);
        const mote::Result whole = mote::train(uncut, work, recipe, {x.data(), y.data(), count});
        mote::Result part = mote::begin(cut, sliced, recipe, {x.data(), y.data(), count});
        do {
            part = mote::advance(cut, sliced, budgets.below(2000));
        } while (part.status == mote::Status::busy);
        differ += whole.status != mote::Status::ok || part.status != mote::Status::ok ? 1u : 0u;
        differ += different(&whole.loss, &part.loss, 1);
        differ += different(uncut.parameters, cut.parameters, Net::parameter_count);
    }
    return differ;
}

/// A line: what differs (nothing should), and a hash of the weights, for other ports, compilers and levels.
template <class Net, size_t Batch, class Recipe>
void learn(const char* name, const Recipe& recipe, uint32_t seed) {
    static Net net;
    const size_t of_naive = training_differs<Net, Batch>(recipe, 12);
    const size_t of_slices = slices_differ<Net, Batch>(recipe, net, seed);
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        hash = (hash ^ mote::float_bits(net.parameters[i])) * 16777619u;
    }
    std::printf("%s: naive loops %zu, slices %zu, weights %08x\n", name, of_naive, of_slices, hash);
}
