// SPDX-License-Identifier: MIT
// What the page runs: the demonstration's recipes side by side, and the self-test. page.js calls what is exported here, and
// reads arrays where they lie.
#include <mote_print_self_test.hpp>
#include <new>

#include "learner.hpp"

namespace singularity {
namespace {

constexpr unsigned learner_count = 5;
using Largest = LearnerOf<WavesMish<64>, decltype(adam_cosine(0.0f))>;

alignas(Largest) unsigned char places[learner_count][sizeof(Largest)];
Learner* learners[learner_count];
float clamped[points];  ///< the targets, as a program without a guard would have to prepare them

template <class Net, class Recipe>
void enter(unsigned place, const Recipe& recipe, const Settings& settings) {
    static_assert(sizeof(LearnerOf<Net, Recipe>) <= sizeof(Largest));
    learners[place] = new (places[place]) LearnerOf<Net, Recipe>(recipe, settings);
}

/// In the order of the page. The last one is the twin of the second: the same steps, but no guard.
enum Place { raw, descent, moments, best, twin };

template <size_t Width>
void line_up(const Settings& settings) {
    enter<PlainMish<Width>>(raw, gradient_descent(5e-3f, mote::Unguarded{}), settings);
    enter<PlainMish<Width>>(descent, gradient_descent(5e-3f, clamp_targets), settings);
    enter<PlainMish<Width>>(moments, adam(1e-2f), settings);
    enter<WavesMish<Width>>(best, adam_cosine(3e-3f), settings);
    enter<PlainMish<Width>>(twin, gradient_descent(5e-3f, mote::Unguarded{}), settings);
}

// The curves have three more points between each two of the 200.
constexpr unsigned curve_steps = 4, curve_points = (points - 1) * curve_steps + 1;
float curve_x[curve_points], curve_y[curve_points];
Score score;

/// The self-test's page, as a board would print it.
char printed[2048];
unsigned printed_length = 0;

}  // namespace
}  // namespace singularity

void board::write(const char* text) {
    using namespace singularity;
    while (*text != 0 && printed_length + 1 < sizeof printed) {
        printed[printed_length++] = *text++;
    }
}

using namespace singularity;

#define EXPORTED(name) extern "C" __attribute__((export_name(#name)))

/// Everybody starts again.
EXPORTED(start) void start(unsigned width, unsigned seed, float clamp, float rate_factor) {
    const Settings settings{seed, clamp, rate_factor};
    for (unsigned point = 0; point < points; ++point) {
        clamped[point] = mote::clamp(y[point], -clamp, clamp);
    }
    switch (width) {
        case 8:
            return line_up<8>(settings);
        case 20:
            return line_up<20>(settings);
        default:
            return line_up<64>(settings);
    }
}

/// An epoch of everybody.
EXPORTED(learn) void learn() {
    for (unsigned place = 0; place < learner_count; ++place) {
        learners[place]->learn(place == twin ? clamped : y, mote::BadRow::repair);
    }
}

/// An epoch in which one target is NaN. The others are clamped already, so the guard has this one row to leave out.
EXPORTED(feed_nan) void feed_nan(unsigned point) {
    const float good = clamped[point];
    clamped[point] = __builtin_nanf("");
    for (Learner* learner : learners) {
        learner->learn(clamped, mote::BadRow::skip);
    }
    clamped[point] = good;
}

EXPORTED(epochs) unsigned epochs() { return learners[0]->epochs; }
EXPORTED(all_epochs) unsigned last_epoch() { return all_epochs; }
EXPORTED(learning_rate) float learning_rate(unsigned place) { return learners[place]->learning_rate; }
EXPORTED(parameters) unsigned parameters(unsigned place) { return learners[place]->parameter_count; }
EXPORTED(finite_parameters) unsigned finite_parameters(unsigned place) {
    return learners[place]->count_finite_parameters();
}
EXPORTED(repaired) unsigned repaired(unsigned place) { return learners[place]->repaired; }
EXPORTED(skipped_rows) unsigned skipped_rows(unsigned place) { return learners[place]->skipped_rows; }
EXPORTED(losses) const double* losses(unsigned place) { return learners[place]->losses; }

EXPORTED(points) unsigned point_count() { return points; }
EXPORTED(x) const float* inputs() { return x; }
EXPORTED(poles) const double* pole_positions() { return poles; }
EXPORTED(pole_count) unsigned pole_count() { return sizeof poles / sizeof *poles; }
EXPORTED(targets) const float* targets() { return clamped; }

EXPORTED(curve_points) unsigned curve_length() { return curve_points; }
EXPORTED(curve_x) const float* fine_inputs() {
    for (unsigned i = 0; i < curve_points; ++i) {
        curve_x[i] = fine_x(i / curve_steps, i % curve_steps * (fine_steps / curve_steps));
    }
    return curve_x;
}
/// What the network answers at curve_x; mean_squared_error() and r2() are those of its answers at the 200 points.
EXPORTED(curve) const float* curve(unsigned place) {
    learners[place]->predict(curve_x, curve_y, curve_points);
    score = {};
    for (unsigned point = 0; point < points; ++point) {
        score.add(static_cast<double>(clamped[point]), static_cast<double>(curve_y[point * curve_steps]));
    }
    return curve_y;
}
EXPORTED(mean_squared_error) double mean_squared_error() { return score.mean_squared_error(); }
EXPORTED(r2) double r2() { return score.r2(); }

/// Zero-terminated.
EXPORTED(self_test) const char* self_test() {
    static mote::SelfTestMemory<mote::Scope::reduced> memory;
    printed_length = 0;
    board::print_self_test(mote::self_test(memory));
    return printed;
}
