// SPDX-License-Identifier: MIT
// The same sensor, and three weeks in which it is the reference that is wrong: it reads too high, it is stuck, it is infinite. Two
// networks learn on from it. One believes what it is told; the other learns a day at a time, and keeps the day only if references that it
// did not learn from are answered no worse.
#include <mote/transaction.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "references.hpp"

using Net = mote::Network<mote::Input<2>, mote::Dense<6, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.02f}};
using Work = mote::Workspace<Net, decltype(recipe), remembered>;

constexpr int readings_a_week = World::readings_a_month / 4, readings_a_day = 36;
constexpr int first_week = 4;                   // the month before belongs to the factory
constexpr int weeks = (World::months + 1) * 4;  // with that month
constexpr size_t probe_every = 3;               // of references, one is for the probe
constexpr float margin = 49.0f;                 // a day is kept if the probe's loss is at most fifty times what it was

/// The reference instrument, and the weeks in which it is wrong.
class Reference {
  public:
    static constexpr int too_high = 16, stuck = 28, infinite = 40;  // weeks

    float read(float truth, int week) {
        last_ = week == stuck ? last_ : truth;
        return week == too_high ? truth + 0.3f : week == infinite ? __builtin_inff() : last_;
    }

  private:
    float last_ = 0.0f;
};

/// Learns from whatever comes.
struct Learner {
    Net net;
    Work work;
    References references;
    Error error;

    void learn() { (void)mote::train(net, work, recipe, {references.x, references.y, known(references)}); }
    static size_t known(const References& rows) { return rows.count < remembered ? rows.count : remembered; }
};

/// Learns a day at a time. What it goes back to is network, state and references of the morning.
struct CarefulLearner : Learner {
    References probe, new_probe, references_before;
    mote::TransactionOf<Work> before;
    uint32_t days_undone;

    /// Answers come from the network of the morning: what the day brought is not trusted yet.
    const Net& reader() const { return before.net; }
    void begin_day() {
        new_probe = probe;
        references_before = references;
        (void)mote::begin_transaction(before, net, work, recipe, {probe.x, probe.y, known(probe)});
    }
    void end_day() {
        if (mote::end_transaction(before, net, work, recipe, {probe.x, probe.y, known(probe)}, margin).committed) {
            probe = new_probe;
        } else {
            references = references_before;
            ++days_undone;
        }
    }
};

static Learner trusting;
static CarefulLearner careful;

/// A reference for each of the two, and now and then a step.
static void learn(const Reading& reading, float reference, bool is_reference, bool is_time) {
    if (is_reference) {
        trusting.references.add(reading, reference);
        const bool is_for_probe =
            trusting.references.count % probe_every == 0 && mote::is_finite(reading.raw + reference);
        (is_for_probe ? careful.new_probe : careful.references).add(reading, reference);
    }
    if (is_time) {
        trusting.learn();
        careful.learn();
    }
}

static void live_through_a_week(World& world, Reference& instrument, HangDetector& detector, int week) {
    trusting.error = careful.error = {};
    careful.days_undone = 0;
    for (int i = 0; i < readings_a_week; ++i) {
        if (i % readings_a_day == 0 && week >= first_week) {
            careful.begin_day();
        }
        const Reading reading = world.read();
        const float x[] = {reading.raw, reading.temperature};
        if (!reading.is_faulty) {
            trusting.error.add(mote::predict(trusting.net, x)[0], reading.truth);
            careful.error.add(mote::predict(careful.reader(), x)[0], reading.truth);
        }
        const float reference = instrument.read(reading.truth, week);
        const bool hangs = detector.hangs(reading.raw);
        const bool is_last = (i + 1) % readings_a_day == 0 || i + 1 == readings_a_week;
        learn(reading, reference, i % reference_every == 0 && !hangs, i % readings_a_step == 0);
        if (is_last && week >= first_week) {
            careful.end_day();
        }
    }
}

int main() {
    World world;
    Reference instrument;
    HangDetector detector;
    mote::init(trusting.net, 42);
    mote::init(careful.net, 42);
    board::print("# mean error, in percent of the full scale\n# week  trusting  careful  days undone\n");
    for (int week = 0; week < weeks; ++week) {
        live_through_a_week(world, instrument, detector, week);
        if (week + 1 == first_week) {
            careful.probe = careful.new_probe;
        }
        if (week >= first_week) {
            board::print(week - first_week + 1, "  ", 100.0f * trusting.error.mean(), "  ",
                         100.0f * careful.error.mean(), "  ", careful.days_undone, "\n");
        }
    }
}
