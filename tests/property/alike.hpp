// SPDX-License-Identifier: MIT
// Two recipes that have to teach the same.
#pragma once

#include "property/training.hpp"
#include "same_bits.hpp"

/// Trains with both, whole and in slices of one part: in how many steps losses, weights or what is remembered differ.
template <class Net, size_t Batch, class First, class Second>
size_t learning_differs(const First& first, const Second& second) {
    static Net nets[3];
    static mote::Workspace<Net, First, Batch> of_first;
    static mote::Workspace<Net, Second, Batch> of_second;
    static mote::SlicedWorkspace<Net, Second, Batch> in_slices;
    of_first = {};
    of_second = {};
    in_slices = {};
    mote::init(nets[0], 21);
    nets[1] = nets[2] = nets[0];
    Numbers numbers(22);
    size_t differ = 0;
    for (size_t step = 0; step < 40; ++step) {
        const size_t count = step % 3 == 2 ? 1 + numbers.below(Batch) : Batch;
        const canonical::Floats x = numbers.uniform(count * Net::inputs, 2.0f);
        std::vector<mote::TargetOf<typename First::Loss>> y(count * mote::targets_of_row<Net, typename First::Loss>);
        draw_targets(numbers, y, Net::outputs);
        const mote::Result one = mote::train(nets[0], of_first, first, {x.data(), y.data(), count});
        const mote::Result two = mote::train(nets[1], of_second, second, {x.data(), y.data(), count});
        mote::Result three = mote::begin(nets[2], in_slices, second, {x.data(), y.data(), count});
        differ += three.status == mote::Status::ok ? 0u : 1u;
        do {
            three = mote::advance(nets[2], in_slices, 0);
        } while (three.status == mote::Status::busy);
        const bool same = one.status == mote::Status::ok && different(&one.loss, &two.loss, 1) == 0 &&
                          different(&one.loss, &three.loss, 1) == 0 && same_bits::networks(nets[0], nets[1]) &&
                          same_bits::networks(nets[0], nets[2]) &&
                          same_bits::same(of_first.state.memory, of_second.state.memory) &&
                          same_bits::same(of_first.state.memory, in_slices.state.memory);
        differ += same ? 0u : 1u;
    }
    return differ;
}
