// SPDX-License-Identifier: MIT
// The one interface between the suite and what it compares. An implementation is a source file with one function,
// add_trainers, in a namespace of the implementation's name: sources are built with options of their own, so they
// announce themselves when they are called, and share no inline function with the suite.
#pragma once

#include <utility>

#include "problem.hpp"

namespace benchmark_suite {

/// One implementation of one workload.
struct Trainer {
    const char* implementation;
    size_t workload;
    /// Back to the problem's weights and fresh moments.
    void (*reset)();
    /// Call number `number` of calls(): the loss of the rows before their updates; or the outputs of a prediction.
    const float* (*call)(size_t number);
};

/// What an implementation is called with for each of its trainers.
using Add = void (*)(const Trainer&);

namespace {  // a copy for each source, see above

template <template <size_t> class TrainerOf, bool (*supports)(const Workload&), size_t Number>
void add_if_supported(Add add, const char* implementation) {
    if constexpr (supports(workloads[Number])) {
        add({implementation, Number, TrainerOf<Number>::reset, TrainerOf<Number>::call});
    }
}

template <template <size_t> class TrainerOf, bool (*supports)(const Workload&), size_t... Numbers>
void add_supported(Add add, const char* implementation, std::index_sequence<Numbers...>) {
    (add_if_supported<TrainerOf, supports, Numbers>(add, implementation), ...);
}

/// What the others take part in: mote's evaluation is only there to be compared with its predictions.
constexpr bool is_for_others(const Workload& workload) { return workload.verb != Verb::evaluate; }

/// Adds TrainerOf<Number>, which has static functions reset and call, for every workload that it supports.
template <template <size_t> class TrainerOf, bool (*supports)(const Workload&)>
void add_trainers_of(Add add, const char* implementation) {
    add_supported<TrainerOf, supports>(add, implementation, std::make_index_sequence<workload_count>{});
}

}  // namespace
}  // namespace benchmark_suite
