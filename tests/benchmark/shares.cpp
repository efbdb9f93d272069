// SPDX-License-Identifier: MIT
// Where the time of a step goes, and how near to the machine's peak each kind of work is: for whoever tunes mote next. No kernel
// is known here. A step hands its stages to whom it is given, so a stopwatch sees them; what one stage does at once is told
// apart by leaving a part out: Adam by the least of optimizers, the gradients of inputs by a layer that is the first.
//
//     mote_shares_<machine> <table>      adds its lines to a table in Markdown
#include <mote/mote.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "files.hpp"
#include "peak.hpp"

namespace benchmark_suite {
namespace {

double microseconds_now() {
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

constexpr size_t rounds = 100, steps_of_round = 20;

/// Of a step, from the times of all rounds. The shortest is the one that others on the machine have disturbed least.
double shortest(const std::vector<double>& times) {
    return *std::min_element(times.begin(), times.end()) / static_cast<double>(steps_of_round);
}

template <class Body>
double time_of(Body body) {
    std::vector<double> times;
    for (size_t round = 0; round < rounds; ++round) {
        const double start = microseconds_now();
        for (size_t step = 0; step < steps_of_round; ++step) {
            body();
        }
        times.push_back(microseconds_now() - start);
    }
    return shortest(times);
}

/// Runs each stage whole, and takes its time.
struct Stopwatch {
    static constexpr size_t most = 256;
    std::array<double, most> microseconds{};
    size_t stage = 0;

    static constexpr float* unfinished() { return nullptr; }
    template <class Parts, class Body>
    [[gnu::always_inline]] void run(Parts parts, size_t, Body body) {
        const double start = microseconds_now();
        body(mote::WholeRange<Parts>{{}, parts});
        microseconds[stage++ % most] += microseconds_now() - start;
    }
    template <class Parts, class Body>
    [[gnu::always_inline]] void run_if(bool wanted, Parts parts, size_t work, Body body) {
        if (wanted) {
            run(parts, work, body);
        }
    }
};

/// What the stopwatch itself takes in a stage.
double time_of_watch() {
    Stopwatch watch;
    const double all = time_of([&] { watch.run(size_t{1}, 1, [](auto) {}); });
    return all / 2.0;  // of its two looks at the clock, one lies within the stage
}

/// The least that an optimizer can do with gradients: what Adam does beyond it is the update. (mote's Sgd also clamps.)
struct Least {
    float learning_rate = 1e-3f;
    static constexpr size_t memory = 0;
    static constexpr bool bounded = true;
    struct Corrections {};
    struct Step {
        float negative_rate;
    };
    Least repaired(mote::Repairs&) const { return *this; }
    Step begin(Corrections&, float rate) const { return {-rate}; }
    static float longest_step(const Step&) { return 0.0f; }
    static mote::Pack update(const Step& step, mote::Pack weight, mote::Pack gradient, mote::Array<mote::Pack, 0>&) {
        return mote::mul_add(step.negative_rate, gradient, weight);
    }
};

/// Rows that are drawn, and a step on them.
template <class Net, size_t Batch, class Optimizer>
struct Learner {
    static constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, Optimizer{}};
    using Work = mote::Workspace<Net, decltype(recipe), Batch>;

    static inline Net net;
    static inline Work work;
    static inline float x[Batch * Net::inputs], y[Batch * Net::outputs];

    static void prepare() {
        mote::init(net, 1);
        work.state = {};
        mote::Pcg32 random(2);
        for (float& number : x) {
            number = random.uniform(1.0f);
        }
        for (float& number : y) {
            number = random.uniform(1.0f);
        }
        train();  // the targets are in scratch now, and the clamp of the first step is done
    }
    static void train() {
        if (mote::train(net, work, recipe, {x, y}).status != mote::Status::ok) {
            std::fputs("mote_shares: a step failed\n", stderr);
        }
    }
    static void run_step(Stopwatch& watch) {
        mote::Repairs repairs;
        mote::detail::StepOf<Work> step{net, work, mote::detail::begin_step<Net>(work.state, recipe, repairs)};
        float loss = 0.0f;
        watch.stage = 0;
        mote::detail::run_to_loss(step, mote::detail::rows_of_batch<Batch>(Batch), loss, watch);
        mote::detail::run_from_loss(step, mote::detail::rows_of_batch<Batch>(Batch), watch);
        work.state.step = mote::detail::step_after(work.state.step);
    }

    /// The times of a step's stages, one after the other.
    static std::vector<double> stages() {
        prepare();
        std::vector<std::vector<double>> times;
        for (size_t round = 0; round < rounds; ++round) {
            Stopwatch watch;
            for (size_t step = 0; step < steps_of_round; ++step) {
                run_step(watch);
            }
            times.resize(watch.stage);
            for (size_t stage = 0; stage < watch.stage; ++stage) {
                times[stage].push_back(watch.microseconds[stage]);
            }
        }
        static const double of_watch = time_of_watch();
        std::vector<double> found;
        for (const std::vector<double>& stage : times) {
            found.push_back(std::max(0.0, shortest(stage) - of_watch));
        }
        return found;
    }
};

/// The network from its trained layer number `First` on.
template <class Net, size_t First, class Layers>
struct TailOf;
template <class Net, size_t First, size_t... Layers>
struct TailOf<Net, First, std::index_sequence<Layers...>> {
    using Type = mote::Network<mote::Input<Net::width(First)>, typename Net::template Layer<First + Layers>...>;
};

struct Share {
    const char* name;
    double microseconds, operations;
};

/// Forward a layer has two stages, its sums and its activation, as often as the batch is cut; backward it has one. The loss is
/// between them; the sweep of weights at the end, and Adam's of memory.
template <class Net, size_t Batch>
std::vector<Share> shares() {
    const std::vector<double> adam = Learner<Net, Batch, mote::Adam>::stages();
    const std::vector<double> least = Learner<Net, Batch, Least>::stages();
    const size_t forward = least.size() - 2 - Net::depth, backward = forward + 1, end = backward + Net::depth;

    Share sums{"forward", 0, 0}, activation{"activation", 0, 0}, loss{"loss", adam[forward], 0}, inputs{"dX", 0, 0},
        weights{"dW", 0, 0}, update{"update", 0, 0}, rest{"rest", 0, 0};
    for (size_t stage = 0; stage < forward; ++stage) {
        (stage % 2 == 0 ? sums : activation).microseconds += adam[stage];
    }
    mote::for_each_index<0, Net::depth>([&](auto index) {
        constexpr size_t layer = index;
        using Tail = typename TailOf<Net, layer, std::make_index_sequence<Net::depth - layer>>::Type;
        const double all = adam[backward + Net::depth - 1 - layer];
        const double without_adam = least[backward + Net::depth - 1 - layer];
        const double of_weights = layer == 0 ? without_adam : Learner<Tail, Batch, Least>::stages().rbegin()[1];
        const double operations = 2.0 * Batch * Net::width(layer) * Net::width(layer + 1);
        sums.operations += operations;
        weights.operations += operations;
        weights.microseconds += of_weights;
        inputs.operations += layer == 0 ? 0.0 : operations;
        inputs.microseconds += without_adam - of_weights;
        update.microseconds += all - without_adam;
    });
    for (size_t stage = end; stage < adam.size(); ++stage) {
        update.microseconds += adam[stage];
    }

    const Share step{"a step", time_of(Learner<Net, Batch, mote::Adam>::train),
                     sums.operations + weights.operations + inputs.operations};
    rest.microseconds = step.microseconds - sums.microseconds - activation.microseconds - loss.microseconds -
                        inputs.microseconds - weights.microseconds - update.microseconds;
    return {sums, activation, loss, inputs, weights, update, rest, step};
}

template <class Value>
void add_line(std::FILE* table, const char* name, const char* unit, const std::vector<Share>& shares,
              const char* format, Value value) {
    std::fprintf(table, "| %s | %s |", name, unit);
    for (const Share& share : shares) {
        const double number = value(share);
        std::fprintf(table, number != 0.0 ? format : " |", number);
    }
    std::fputs("\n", table);
}

void add_lines(std::FILE* table, const char* name, const std::vector<Share>& shares, double peak_gflops) {
    const auto gflops = [](const Share& share) { return share.operations / (1e3 * share.microseconds); };
    add_line(table, name, "µs", shares, " %.2f |", [](const Share& share) { return share.microseconds; });
    add_line(table, "", "% of the step", shares, " %.0f |",
             [&](const Share& share) { return 100.0 * share.microseconds / shares.back().microseconds; });
    add_line(table, "", "GFLOP/s", shares, " %.0f |", gflops);
    add_line(table, "", "% of peak", shares, " %.0f |",
             [&](const Share& share) { return 100.0 * gflops(share) / peak_gflops; });
}

void add_head(std::FILE* table, const std::vector<Share>& shares) {
    std::fputs("| | |", table);
    for (const Share& share : shares) {
        std::fprintf(table, " %s |", share.name);
    }
    std::fputs("\n|---|---|", table);
    for (size_t column = 0; column < shares.size(); ++column) {
        std::fputs("--:|", table);
    }
    std::fputs("\n", table);
}

using Curve = mote::Network<mote::Input<1>, mote::Dense<64, mote::Tanh>, mote::Dense<64, mote::Tanh>, mote::Dense<1>>;
using Wide =
    mote::Network<mote::Input<64>, mote::Dense<128, mote::Relu>, mote::Dense<128, mote::Relu>, mote::Dense<64>>;

int add_to(const char* path) {
    const File table = open_file(path, "a");
    if (table == nullptr) {
        return 2;
    }
    const double peak_gflops = 1e-3 * peak_operations / time_of(multiply_and_add);
    const std::vector<Share> curve = shares<Curve, 200>(), wide = shares<Wide, 128>();
    if (std::ftell(table.get()) == 0) {
        add_head(table.get(), curve);
    }
    add_lines(table.get(), MACHINE ", 1-64-64-1 tanh, batch 200", curve, peak_gflops);
    add_lines(table.get(), MACHINE ", 64-128-128-64 relu, batch 128", wide, peak_gflops);
    return 0;
}

}  // namespace
}  // namespace benchmark_suite

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: mote_shares_<machine> <table>\n", stderr);
        return 2;
    }
    return benchmark_suite::add_to(arguments[1]);
}
