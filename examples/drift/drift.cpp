// SPDX-License-Identifier: MIT
// A product's main loop: a pressure sensor drifts, and a network that corrects it learns on in the field, from a reference
// reading now and then. A slice of a training step at a time, so that no reading has to wait; predictions come from the last
// network that was published. A broken wire (NaN) and a sensor that hangs do not spoil what was learned.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "world.hpp"

using Net = mote::Network<mote::Input<2>, mote::Dense<6, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe =
    mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.02f}, mote::Constant{}, mote::Guard{mote::BadRow::skip}};
constexpr size_t remembered = 8;    // the last references: one alone would make it forget the others
constexpr int reference_every = 7;  // readings
constexpr int readings_a_step = 5;
constexpr size_t multiply_adds = 600;  // in the time between two readings
constexpr uint32_t hangs_after = 3;    // readings with the same bits in a row, which no healthy sensor has

static Net factory;  // what left the factory, for comparison
static mote::Published<Net> live;
static mote::SlicedWorkspace<Net, decltype(recipe), remembered> work;

/// The last references, the oldest replaced by the newest.
struct References {
    float x[remembered][2], y[remembered];
    size_t count;

    void add(const Reading& reading) {
        const size_t row = count++ % remembered;
        x[row][0] = reading.raw;
        x[row][1] = reading.temperature;
        y[row] = reading.truth;
    }
};
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

/// Mean error of the answers to healthy readings.
struct Error {
    float sum;
    uint32_t count;

    void add(float answer, float truth) {
        sum += answer < truth ? truth - answer : answer - truth;
        ++count;
    }
    float mean() const { return sum / static_cast<float>(count); }
};

/// What a month was like.
struct Month {
    Error raw, frozen, learning;
    uint32_t late;             ///< steps that were not ready in time
    uint32_t broken, hanging;  ///< references that were no good
};

static Month live_through_a_month(World& world) {
    Month month = {};
    float last = 0.0f;
    uint32_t same = 0;
    for (int i = 0; i < World::readings_a_month; ++i) {
        const Reading reading = world.read();
        const float x[] = {reading.raw, reading.temperature};
        const float answer = mote::predict(live.reader(), x)[0];
        if (!reading.is_faulty) {
            month.raw.add(reading.raw, reading.truth);
            month.frozen.add(mote::predict(factory, x)[0], reading.truth);
            month.learning.add(answer, reading.truth);
        }
        same = mote::float_bits(reading.raw) == mote::float_bits(last) ? same + 1 : 0;
        last = reading.raw;
        if (i % reference_every == 0) {
            const bool broken = mote::is_nan(reading.raw);  // the guard will leave such a row out
            const bool hangs = !broken && same >= hangs_after;
            month.broken += broken ? 1u : 0u;
            month.hanging += hangs ? 1u : 0u;
            if (!hangs) {
                references.add(reading);
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
