// SPDX-License-Identifier: MIT
// L-BFGS as naive loops, in the order that second_order/gradient.hpp and lbfgs.hpp promise: on every port minimize() has to give the
// same bits.
#include <string.h>
#include <mote/mote.hpp>

#include <deque>

#include "canonical.hpp"
#include "catch.hpp"

using namespace mote;
using canonical::Floats;

namespace {

float in_vector(float value) { return ::fabsf(value) < 0x1p-60f ? 0.0f : clamp(value, -1e12f, 1e12f); }
float product(const Floats& a, const Floats& b) { return canonical::sum_in_lanes(a.data(), b.data(), a.size()); }
void add(Floats& to, float factor, const Floats& from) {
    for (size_t i = 0; i < to.size(); ++i) {
        to[i] = in_vector(mul_add(factor, from[i], to[i]));
    }
}
void scale(Floats& vector, float factor) {
    for (float& entry : vector) {
        entry = in_vector(entry * factor);
    }
}
Floats difference(const Floats& a, const Floats& b) {
    Floats difference(a.size());
    for (size_t i = 0; i < a.size(); ++i) {
        difference[i] = in_vector(a[i] - b[i]);
    }
    return difference;
}

/// What happened on the way: lengths that were not the first, steps that left no pair, pairs that were forgotten.
struct Seen {
    size_t lengths = 0, skipped = 0, forgotten = 0;
};

/// Rows have to be clean.
template <class Net, class Method, size_t Rows>
struct NaiveMinimizer {
    using Loss = typename Method::Loss;
    using Target = TargetOf<Loss>;
    struct Pair {
        Floats s, y;
        float curvature;
    };

    canonical::Learner<Net, Recipe<Loss, Sgd>, Rows> learner{};
    const Floats& x;
    const std::vector<Target>& y;
    std::deque<Pair> pairs{};  ///< the newest first
    float scale_of_newest = 0.0f, loss = 0.0f;
    Floats gradient{};
    Seen seen{};

    Floats weights() const {
        const float* const first = learner.net.parameters + Net::trained_first;
        return Floats(first, first + Net::trained_count);
    }
    void set(const Floats& to) {
        memcpy(learner.net.parameters + Net::trained_first, to.data(), sizeof(float) * to.size());
    }
    void evaluate() {
        const size_t rows = x.size() / Net::inputs;
        std::vector<canonical::Passed> passed;
        std::vector<Floats> deltas;
        for (size_t b = 0; b < rows; ++b) {
            passed.push_back(canonical::forward(learner.net, &x[b * Net::inputs]));
            deltas.push_back(passed[b].values[Net::depth]);
        }
        const std::vector<Target> targets = learner.in_network_units(y.data(), rows);
        const float sum = canonical::accumulate(Loss{}, deltas, targets.data());
        loss = detail::LossTraits<Loss>::mean(Loss{}, sum, rows, Net::outputs);
        gradient.assign(Net::trained_count, 0.0f);
        for (size_t first = 0; first < rows; first += Rows) {
            const auto from = static_cast<std::ptrdiff_t>(first);
            const auto to = static_cast<std::ptrdiff_t>(smaller(first + Rows, rows));
            const Floats of_batch = learner.all_gradients({passed.begin() + from, passed.begin() + to},
                                                          {deltas.begin() + from, deltas.begin() + to});
            for (size_t i = 0; i < gradient.size(); ++i) {
                gradient[i] = in_vector(gradient[i] + of_batch[i]);
            }
        }
    }
    Floats direction() const {
        Floats q = gradient, shares;
        for (const Pair& pair : pairs) {
            shares.push_back(product(pair.s, q) / pair.curvature);
            add(q, -shares.back(), pair.y);
        }
        if (!pairs.empty()) {
            scale(q, scale_of_newest);
        }
        for (size_t age = pairs.size(); age-- > 0;) {
            add(q, shares[age] - product(pairs[age].y, q) / pairs[age].curvature, pairs[age].s);
        }
        scale(q, -1.0f);
        return q;
    }
    /// Whether a length was found.
    bool search(const Floats& from, const Floats& along, float slope) {
        const float loss_before = loss;
        float low = 0.0f, slope_at_low = slope, high = 0.0f, slope_at_high = 0.0f;
        float length = pairs.empty() ? smaller(1.0f, 1.0f / ::sqrtf(0.0f - slope)) : 1.0f;
        for (size_t tried = 1; tried <= 20; ++tried, ++seen.lengths) {
            length = tried == 20 ? low : length;
            Floats moved(from.size());
            for (size_t i = 0; i < moved.size(); ++i) {
                moved[i] = clamp(mul_add(length, along[i], from[i]), -Net::Limits::weights, Net::Limits::weights);
            }
            if (length == 0.0f || memcmp(moved.data(), from.data(), sizeof(float) * from.size()) == 0) {
                return false;
            }
            set(moved);
            evaluate();
            const float there = product(gradient, along);
            const float share_of_length = 1e-4f * length, steepest = 0.9f * slope;
            if (tried == 20) {
                return true;
            }
            if (loss > mul_add(share_of_length, slope, loss_before) || there > -steepest) {
                high = length, slope_at_high = there;
            } else if (there < steepest) {
                low = length, slope_at_low = there;
            } else {
                return true;
            }
            if (high == 0.0f) {
                length = 4.0f * low;
            } else {
                const float share = slope_at_high > 0.0f ? slope_at_low / (slope_at_low - slope_at_high) : 0.5f;
                length = mul_add(clamp(share, 0.1f, 0.9f), high - low, low);
            }
        }
        return false;
    }
    bool iterate() {
        if (gradient == Floats(gradient.size())) {
            return false;
        }
        for (;;) {
            const bool had_pairs = !pairs.empty();
            const Floats from = weights(), gradient_before = gradient, along = direction();
            const float loss_before = loss, slope = product(gradient, along);
            if (slope < 0.0f) {
                if (search(from, along, slope)) {
                    Pair pair{difference(weights(), from), difference(gradient, gradient_before), 0.0f};
                    pair.curvature = product(pair.s, pair.y);
                    const float step = product(pair.s, pair.s), change = product(pair.y, pair.y);
                    if (pairs.size() == Method::pairs) {
                        pairs.pop_back();
                    }
                    if (step >= 0x1p-100f && change >= 0x1p-100f &&
                        pair.curvature >= (0x1p-20f * ::sqrtf(step)) * ::sqrtf(change)) {
                        scale_of_newest = pair.curvature / change;
                        pairs.push_front(pair);
                    } else {
                        ++seen.skipped;
                    }
                    return true;
                }
                set(from);
                gradient = gradient_before;
                loss = loss_before;
            }
            seen.forgotten += pairs.size();
            pairs.clear();
            if (!had_pairs) {
                return false;
            }
        }
    }
};

float wave(size_t i) { return static_cast<float>((i * 37 + 11) % 101) / 50.0f - 1.0f; }
void make_targets(Floats& y, size_t outputs) {
    for (size_t i = 0; i < y.size(); ++i) {
        const float at = 2.0f * wave(i / outputs);
        y[i] = at * at - static_cast<float>(i % outputs) * at + 0.1f * wave(i + 5);
    }
}
void make_targets(std::vector<ClassNumber>& y, size_t outputs) {
    for (size_t i = 0; i < y.size(); ++i) {
        y[i] = static_cast<ClassNumber>(i * i % outputs);
    }
}

/// Both on made rows, until nothing better is found or for so many iterations.
template <class Net, size_t Pairs, class Loss, size_t Rows>
Seen compare(uint32_t iterations, size_t rows) {
    using Method = Lbfgs<Pairs, Loss, Rows>;
    static Net net;
    static SecondOrderWorkspace<Net, Method> work;
    net = {};
    work = {};
    init(net, 3);
    if constexpr (Net::scales_output) {
        net.input_scales()[0] = 0.5f;
        net.output_scales()[0] = 3.0f;
        net.output_offsets()[0] = -1.0f;
    }
    Floats x;
    std::vector<TargetOf<Loss>> y(rows * targets_of_row<Net, Loss>);
    for (size_t i = 0; i < rows * Net::inputs; ++i) {
        x.push_back(2.0f * wave(i));
    }
    make_targets(y, Net::outputs);
    NaiveMinimizer<Net, Method, Rows> naive{{}, x, y};
    naive.learner.net = net;
    naive.evaluate();
    MinimizeOptions options;
    options.iterations = 1;
    options.least_gradient = 0.0f;
    uint32_t done = 0;
    for (bool improves = true; improves && done < iterations; done += improves ? 1 : 0) {
        INFO("iteration " << done);
        improves = naive.iterate();
        const MinimizeResult result = minimize(net, work, Method{}, {x, y}, options);
        REQUIRE(result.status == Status::ok);
        REQUIRE(result.iterations == (improves ? 1 : 0));
        REQUIRE(memcmp(net.parameters, naive.learner.net.parameters, sizeof net.parameters) == 0);
        REQUIRE(float_bits(result.loss) == float_bits(naive.loss));
        REQUIRE(work.state.count == naive.pairs.size());
    }
    return naive.seen;
}

}  // namespace

TEST_CASE("L-BFGS equals the naive loops") {
    const Seen seen = compare<Network<Input<1>, Dense<4, Tanh>, Dense<1>>, 3, MeanSquaredError, 16>(300, 23);
    CHECK(seen.lengths > 0);
    CHECK(seen.forgotten > 0);
    compare<Network<Input<1>, InputScaling, Dense<8, Tanh>, Dense<1>, OutputScaling>, 8, MeanSquaredError, 16>(60, 50);
    compare<Network<Input<2>, Dense<3, Tanh>, Dense<3>>, 5, CrossEntropy, 16>(80, 37);
    compare<Network<Input<3>, Dense<5, Mish>, Dense<4, Sigmoid>, Dense<2, Tanh>>, 1, MeanSquaredError, 4>(30, 9);
    compare<Network<Input<2>, Dense<33, Tanh>, Dense<1>>, 2, MeanSquaredError, 1>(12, 10);
    compare<Network<Input<2>, Dense<40, Tanh>, Dense<33, Tanh>, Dense<1>>, 4, Huber, 16>(12, 20);
    compare<Network<Input<3>, Dense<2>>, 8, LogCosh, 7>(30, 12);
}
