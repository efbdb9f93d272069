// SPDX-License-Identifier: MIT
// A reading cannot wait, learning can. A timer's interrupt reads the sensor and answers at once, from the last network that was
// published; the main loop learns, and is interrupted in the middle of its steps. It is what a task of high and one of low priority
// would do, without an operating system, and no interrupt is ever held back. For any Cortex-M, whose SysTick is the timer.
#include <cortex-m/systick.hpp>
#include <mote_print.hpp>

#include "references.hpp"

using Net = mote::Network<mote::Input<2>, mote::Dense<6, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.02f}};
using Work = mote::Workspace<Net, decltype(recipe), remembered>;
constexpr uint32_t readings_in_a_step = 2;  // so that most steps are interrupted, whatever the processor
constexpr uint32_t readings = 3 * World::readings_a_month;

/// The sensor, reading by reading, and whether a reading comes with a reference that is worth learning from.
class Sensor {
  public:
    Reading read() {
        const Reading next = world_.read();
        const bool hangs = detector_.hangs(next.raw);
        has_reference_ = count_++ % reference_every == 0 && !hangs;
        return next;
    }
    bool has_reference() const { return has_reference_; }

  private:
    World world_;
    HangDetector detector_;
    int count_ = 0;
    bool has_reference_ = false;
};

/// A learning network, and what it remembers.
static void learn(Net& net, Work& work, References& references, const Reading& newest) {
    references.add(newest, newest.truth);
    (void)mote::train(net, work, recipe, {references.x, references.y});  // a batch without a good row changes nothing
}

static uint32_t sum_of_bits(const Net& net) {
    uint32_t sum = 0;
    for (const float parameter : net.parameters) {
        sum = 31 * sum + mote::float_bits(parameter);
    }
    return sum;
}

static mote::Published<Net> live;
static Sensor sensor;
static Reading reading;  // the newest; the interrupt reads the next one at its end, as if a converter ran by itself
static volatile uint32_t published[2];  // sums of bits: of the network that is read, and of the next one

// From the interrupt to the main loop: one reference. Who finds it full leaves it as it is.
static Reading mail;
static volatile bool mail_is_there;
static volatile bool is_learning;

static volatile uint32_t to_answer;  // readings; the timer may tick when there are none
/// What the interrupt saw, for when the last reading has been answered.
static struct {
    uint32_t answered, never_published, overruns, missed, within_a_step;
    uint32_t latest_begin, fastest, slowest;  // clocks after the timer's end of a period
    Error last_month;
} seen;

static uint32_t clocks_of_this_period() { return board::systick().reload - board::systick().value; }

static void keep_reference() {
    if (mail_is_there) {
        ++seen.missed;
    } else {
        mail = reading;
        __atomic_signal_fence(__ATOMIC_SEQ_CST);  // all of it, before it is said to be there
        mail_is_there = true;
    }
}

extern "C" void board_system_tick() {
    const uint32_t begin = clocks_of_this_period();
    (void)board::systick().control;  // which forgets that a period has ended
    if (to_answer == 0) {
        return;
    }

    const float x[] = {reading.raw, reading.temperature};
    const float answer = mote::predict(live.reader(), x)[0];

    const uint32_t end = clocks_of_this_period();
    seen.latest_begin = begin > seen.latest_begin ? begin : seen.latest_begin;
    seen.slowest = end > seen.slowest ? end : seen.slowest;
    seen.fastest = end < seen.fastest ? end : seen.fastest;
    const uint32_t sum = sum_of_bits(live.reader());
    seen.never_published += sum != published[0] && sum != published[1] ? 1u : 0u;
    seen.within_a_step += is_learning ? 1u : 0u;
    if (!reading.is_faulty && to_answer <= World::readings_a_month) {
        seen.last_month.add(answer, reading.truth);
    }
    if (sensor.has_reference()) {
        keep_reference();
    }
    reading = sensor.read();
    seen.overruns += (board::systick().control & board::SysTick::has_ended) != 0 ? 1u : 0u;
    ++seen.answered;
    to_answer = to_answer - 1;
}

static void publish() {
    published[1] = sum_of_bits(live.learner());
    live.publish();
    published[0] = published[1];
}

/// What learning is like where nothing interrupts it.
struct Undisturbed {
    uint32_t bits, clocks_of_a_step;
};

static Undisturbed learn_undisturbed() {
    static Net net;
    static Work work;
    Sensor again;
    References references = {};
    Undisturbed result = {};
    mote::init(net, 42);
    for (uint32_t i = 0; i < readings; ++i) {
        const Reading next = again.read();
        if (again.has_reference()) {
            board::start_systick(board::SysTick::most, board::SysTick::on_silently);
            learn(net, work, references, next);
            result.clocks_of_a_step = clocks_of_this_period();
        }
    }
    result.bits = sum_of_bits(net);
    return result;
}

int main() {
    static Work work;
    References references = {};
    uint32_t learned = 0;
    board::systick().control = 0;
    const Undisturbed undisturbed = learn_undisturbed();
    const uint32_t period = undisturbed.clocks_of_a_step / readings_in_a_step;
    mote::init(live.learner(), 42);
    publish();
    seen.fastest = period;
    reading = sensor.read();
    to_answer = readings;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);  // all is ready before the interrupt comes,
    board::start_systick(period);
    while (to_answer != 0 || mail_is_there) {
        if (mail_is_there) {
            const Reading received = mail;
            __atomic_signal_fence(__ATOMIC_SEQ_CST);
            mail_is_there = false;
            is_learning = true;
            learn(live.learner(), work, references, received);
            is_learning = false;
            publish();
            ++learned;
        }
    }
    board::systick().control = 0;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);  // and what it left is read after the last one

    board::print("answered ", seen.answered, " readings, ", seen.overruns, " of them too late, ", seen.never_published,
                 " by a network that was never published\n", "learned from ", learned, " references, missed ",
                 seen.missed,
                 "\nthe same bits as undisturbed: ", sum_of_bits(live.reader()) == undisturbed.bits ? "yes" : "NO",
                 "\nmean error of the last month below 1 %: ", seen.last_month.mean() < 0.01f ? "yes" : "NO", "\n");
    board::print("measured, in clocks: ", undisturbed.clocks_of_a_step, " for a step; a reading every ", period, ", ",
                 seen.within_a_step, " of them in the middle of a step; begun within ", seen.latest_begin,
                 ", answered in ", seen.fastest, " to ", seen.slowest, "\n");
}
