// SPDX-License-Identifier: MIT
// The verbs of mote for Python: functions in C on one learner, a block of memory that Python owns. The file that includes this one
// has named Net, recipe_of(), Initialization and batch_rows.
#pragma once

#include <string.h>

#include <type_traits>

namespace mote_python {

using Recipe = decltype(recipe_of(nullptr));
using Work = mote::Workspace<Net, Recipe, batch_rows>;
using State = decltype(Work::state);
using Samples = mote::SamplesOf<Work>;
constexpr bool has_classes = Samples::has_classes;

struct Learner {
    Net net;
    Work work;
    mote::BestWeights<Net> best;
    Recipe recipe;
};
static_assert(std::is_trivially_copyable_v<Learner>, "mote: Python copies a learner as bytes");

/// What Python has to know before it makes a learner.
struct Sizes {
    uint64_t learner, alignment, net, workspace, image, fingerprint;
    uint32_t inputs, outputs, targets, parameters, trained_first, trained, memory, corrections, schedule, has_classes;
    uint32_t port_width;
};
struct Request {
    uint32_t epochs, batch, shuffle, shuffle_seed, patience;
    float minimum_improvement;
    uint32_t keeps_best, fresh;
};
struct Found {
    uint32_t nan, infinite, out_of_range, skipped_rows, settings;
};
struct Outcome {
    uint32_t status, end;
    float loss;
    uint32_t epochs;
    Found found;
};
struct EpochReport {
    uint32_t number;
    float loss, evaluation_loss;
    Found found;
};
struct Counters {
    uint32_t step, epoch, stale_epochs;
    float best_loss;
};
struct Bad {
    uint32_t part;
    float value;
    uint64_t row, column;
};

inline Learner& of(void* learner) { return *static_cast<Learner*>(learner); }
inline Found in_c(const mote::Repairs& repairs) {
    return {repairs.nan, repairs.infinite, repairs.out_of_range, repairs.skipped_rows, repairs.settings};
}
using Target = std::conditional_t<has_classes, uint32_t, float>;
inline Samples samples(const float* x, const void* y, size_t rows) { return {x, static_cast<const Target*>(y), rows}; }

/// Bytes of what a part of the state remembers; none if it is empty.
template <class Memory>
constexpr uint32_t bytes_of = std::is_empty_v<Memory> ? 0 : static_cast<uint32_t>(sizeof(Memory));
template <class Memory>
void keep(const Memory& memory, uint8_t* bytes) {
    memcpy(bytes, &memory, bytes_of<Memory>);
}
template <class Memory>
void restore(Memory& memory, const uint8_t* bytes) {
    if constexpr (!std::is_const_v<Memory>) memcpy(&memory, bytes, bytes_of<Memory>);
}

template <class NetToScale>
mote::Status fit_scalings(NetToScale& net, const Samples& rows) {
    if constexpr (NetToScale::scales_input || NetToScale::scales_output) {
        return mote::fit_scalings(net, rows);
    } else {
        return mote::Status::ok;
    }
}

}  // namespace mote_python

extern "C" {
using namespace mote_python;

void mote_sizes(Sizes* sizes) {
    *sizes = {sizeof(Learner),
              alignof(Learner),
              sizeof(Net),
              sizeof(Work),
              mote::image_size<Net>,
              Net::fingerprint,
              static_cast<uint32_t>(Net::inputs),
              static_cast<uint32_t>(Net::outputs),
              static_cast<uint32_t>(Samples::targets),
              static_cast<uint32_t>(Net::parameter_count),
              static_cast<uint32_t>(Net::trained_first),
              static_cast<uint32_t>(Net::trained_count),
              static_cast<uint32_t>(Recipe::Optimizer::memory),
              bytes_of<typename Recipe::Optimizer::Corrections>,
              bytes_of<mote::detail::MemoryOf<typename Recipe::Schedule>>,
              has_classes,
              static_cast<uint32_t>(mote::Pack::width)};
}
const char* mote_describe(uint32_t status) { return mote::describe(static_cast<mote::Status>(status)); }

void mote_set_recipe(void* learner, const double* settings) {
    const Recipe recipe = recipe_of(settings);
    memcpy(static_cast<void*>(&of(learner).recipe), &recipe, sizeof recipe);
}
/// New weights and a fresh start; scales that were set stay.
void mote_init(void* learner, uint64_t seed) {
    mote::init(of(learner).net, seed, Initialization{});
    of(learner).work.state = {};
    of(learner).best = {};
}
void mote_start_afresh(void* learner) {
    of(learner).work.state = {};
    of(learner).best = {};
}
uint32_t mote_fit_scalings(void* learner, const float* x, const void* y, size_t rows) {
    return static_cast<uint32_t>(fit_scalings(of(learner).net, samples(x, y, rows)));
}
void mote_train(void* learner, const float* x, const void* y, size_t rows, Outcome* outcome) {
    Learner& at = of(learner);
    const mote::Result result = mote::train(at.net, at.work, at.recipe, samples(x, y, rows));
    *outcome = {static_cast<uint32_t>(result.status), 0, result.loss, 0, in_c(result.repairs)};
}
void mote_evaluate(void* learner, const float* x, const void* y, size_t rows, Outcome* outcome) {
    Learner& at = of(learner);
    const mote::Result result = mote::evaluate(at.net, at.work, at.recipe, samples(x, y, rows));
    *outcome = {static_cast<uint32_t>(result.status), 0, result.loss, 0, in_c(result.repairs)};
}
void mote_fit(void* learner, const float* x, const void* y, size_t rows, const float* other_x, const void* other_y,
              size_t other_rows, const Request* request, int (*on_epoch)(const EpochReport*), Outcome* outcome) {
    Learner& at = of(learner);
    const auto training = samples(x, y, rows);
    const mote::DataSetOf<Work> data = other_rows == 0
                                           ? mote::DataSetOf<Work>{training}
                                           : mote::DataSetOf<Work>{training, samples(other_x, other_y, other_rows)};
    mote::FitOptions options;
    options.epochs = request->epochs;
    options.batch = request->batch;
    options.shuffle = request->shuffle != 0;
    options.shuffle_seed = request->shuffle_seed;
    options.patience = request->patience;
    options.minimum_improvement = request->minimum_improvement;
    options.fresh = request->fresh != 0;
    options.on_epoch = [on_epoch](const mote::Epoch& epoch) {
        const EpochReport report{epoch.number, epoch.loss, epoch.evaluation_loss, in_c(epoch.repairs)};
        return on_epoch(&report) != 0;
    };
    const mote::FitResult result = request->keeps_best != 0
                                       ? mote::fit(at.net, at.work, at.recipe, data, options, at.best)
                                       : mote::fit(at.net, at.work, at.recipe, data, options);
    *outcome = {static_cast<uint32_t>(result.status), static_cast<uint32_t>(result.end), result.loss, result.epochs,
                in_c(result.repairs)};
}
void mote_predict(void* learner, const float* x, float* y, size_t rows) { mote::predict(of(learner).net, x, y, rows); }
void mote_bad_inputs(void* learner, const float* x, size_t rows, Found* found) {
    *found = in_c(mote::bad_inputs(of(learner).net, x, rows));
}
void mote_find_bad_number(void* learner, const float* x, const void* y, size_t rows, Bad* bad) {
    const mote::BadNumber found = mote::find_bad_number(of(learner).net, of(learner).recipe, samples(x, y, rows));
    *bad = {static_cast<uint32_t>(found.part), found.value, found.row, found.column};
}

uint32_t mote_save(void* learner, uint8_t* image) {
    return static_cast<uint32_t>(
        mote::save(of(learner).net, [image](size_t offset, const uint8_t* bytes, size_t count) {
            memcpy(image + offset, bytes, count);
            return true;
        }));
}
uint32_t mote_load(void* learner, const uint8_t* image, size_t size) {
    const mote::Status status = mote::load(of(learner).net, [&](size_t offset, uint8_t* bytes, size_t count) {
        const bool fits = offset <= size && count <= size - offset;
        if (fits) memcpy(bytes, image + offset, count);
        return fits;
    });
    return static_cast<uint32_t>(status);
}

float* mote_parameters(void* learner) { return of(learner).net.parameters; }

/// What learning remembers: memory[memory][trained], corrections and the schedule's memory as bytes.
void mote_get_state(void* learner, Counters* counters, float* memory, uint8_t* corrections, uint8_t* schedule) {
    const State& state = of(learner).work.state;
    *counters = {state.step, state.epoch, state.stale_epochs, state.best_loss};
    for (size_t m = 0; m < Recipe::Optimizer::memory; ++m)
        for (size_t p = 0; p < Net::trained_count; ++p)
            memory[m * Net::trained_count + p] = state.remembered(p, m);
    keep(state.corrections, corrections);
    keep(state.schedule, schedule);
}
void mote_set_state(void* learner, const Counters* counters, const float* memory, const uint8_t* corrections,
                    const uint8_t* schedule) {
    State& state = of(learner).work.state;
    state = {};
    of(learner).best = {};
    state.step = counters->step;
    state.epoch = counters->epoch;
    state.stale_epochs = counters->stale_epochs;
    state.best_loss = counters->best_loss;
    for (size_t m = 0; m < Recipe::Optimizer::memory; ++m)
        for (size_t p = 0; p < Net::trained_count; ++p)
            state.memory[p * State::Rule::memory_step + m * State::Rule::memory_plane] =
                memory[m * Net::trained_count + p];
    restore(state.corrections, corrections);
    restore(state.schedule, schedule);
}

}  // extern "C"
