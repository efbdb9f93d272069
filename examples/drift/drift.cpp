// SPDX-License-Identifier: MIT
// A product's main loop: a pressure sensor drifts, and a network that corrects it learns on in the field, from a reference
// reading now and then. A slice of a training step at a time, so that no reading has to wait; predictions come from the last
// network that was published. A broken wire (NaN) and a sensor that hangs do not spoil what was learned.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "references.hpp"

using Net = mote::Network<mote::Input<2>, mote::Dense<6, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.02f}};
constexpr size_t multiply_adds = 600;  // in the time between two readings

static Net factory;  // what left the factory, for comparison
static mote::Published<Net> live;
static mote::SlicedWorkspace<Net, decltype(recipe), remembered> work;

static References references;

/// Learns while the loop goes on: a step is begun, cut into slices, and published at its time. A batch that is refused, for every
/// row of it is bad, is tried again at the next. False if the slices were too small to be ready.
static bool learn_a_slice(int reading) {
    if (reading % readings_a_step == 0) {
        (void)mote::begin(live.learner(), work, recipe, {references.x, references.y});
    }
    if (work.is_busy()) {
        (void)mote::advance(live.learner(), work, multiply_adds);
    }
    const bool is_time = reading % readings_a_step == readings_a_step - 1;
    if (is_time && !work.is_busy()) {
        live.publish();
    }
    return !is_time || !work.is_busy();
}

/// What a month was like.
struct Month {
    Error raw, frozen, learning;
    uint32_t late;             ///< steps that were not ready in time
    uint32_t broken, hanging;  ///< references that were no good
};

static Month live_through_a_month(World& world) {
    Month month = {};
    HangDetector detector;
    for (int i = 0; i < World::readings_a_month; ++i) {
        const Reading reading = world.read();
        const float x[] = {reading.raw, reading.temperature};
        const float answer = mote::predict(live.reader(), x)[0];
        if (!reading.is_faulty) {
            month.raw.add(reading.raw, reading.truth);
            month.frozen.add(mote::predict(factory, x)[0], reading.truth);
            month.learning.add(answer, reading.truth);
        }
        const bool hangs = detector.hangs(reading.raw);
        if (i % reference_every == 0) {
            month.broken += mote::is_nan(reading.raw) ? 1u : 0u;  // the guard will leave such a row out
            month.hanging += hangs ? 1u : 0u;
            if (!hangs) {
                references.add(reading, reading.truth);
            }
        }
        month.late += learn_a_slice(i) ? 0u : 1u;
    }
    return month;
}

int main() {
    World world;
    mote::init(live.learner(), 42);
    board::print(
        "mean error, in percent of the full scale\nmonth  raw  factory  learning  late  left out: broken, hanging\n");
    for (int number = 0; number <= World::months; ++number) {
        const Month month = live_through_a_month(world);
        board::print(number, "  ", 100.0f * month.raw.mean(), "  ", 100.0f * month.frozen.mean(), "  ",
                     100.0f * month.learning.mean(), "  ", month.late, "  ", month.broken, ", ", month.hanging, "\n");
        if (number == 0) {
            factory = live.reader();  // from here on, the other one learns on in the field
        }
    }
}
