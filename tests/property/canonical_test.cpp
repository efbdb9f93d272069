// SPDX-License-Identifier: MIT
// Every kernel, and whole training runs, equal the naive loops of canonical.hpp bit for bit.
#include <memory>

#include "catch.hpp"
#include "parity/recorder.hpp"
#include "property/training.hpp"

namespace {

using canonical::Floats;

/// Inputs and outputs of layers to try.
std::vector<size_t> sizes() {
    std::vector<size_t> all;
    for (size_t size = 1; size <= 40; ++size) {
        all.push_back(size);
    }
    for (const size_t size : {63u, 64u, 65u}) {
        all.push_back(size);
    }
    return all;
}
constexpr size_t batches[] = {1, 2, 7, 16, 32};

// Kernels. ----------------------------------------------------------------------------------------------------------

/// Calls body(Size) with the number of chains of a layer's sums.
template <class Body>
void with_chains(size_t inputs, size_t outputs, Body body) {
    switch (mote::chains_of_output(inputs, outputs)) {
        case 1:
            return body(mote::Size<1>{});
        case 2:
            return body(mote::Size<2>{});
        default:
            return body(mote::Size<4>{});
    }
}

/// Whether sums of so many inputs, if that is a constant, can be in chains.
template <class Inputs>
constexpr bool may_be_cut() {
    if constexpr (mote::is_same<Inputs, size_t>) {
        return true;
    } else {
        return Inputs{} >= mote::shortest_cut_sum;
    }
}

/// `cut` is where the range of inputs is parted in two.
template <class Batch, class Inputs, class Outputs>
size_t affine_differs(Numbers& numbers, mote::detail::Shape<Batch, Inputs, Outputs> shape, size_t cut) {
    const size_t samples = shape.batch, inputs = shape.inputs, outputs = shape.outputs;
    const Floats weights = numbers_with_zeros(numbers, (inputs + 1) * outputs);
    const Floats in = numbers_with_zeros(numbers, samples * inputs);
    Floats out(mote::in_packs(samples * outputs)), expected(samples * outputs), unfinished(out.size());
    if (mote::output_in_lanes(inputs, outputs)) {
        mote::detail::affine_in_lanes(weights.data(), in.data(), out.data(), shape.batch, shape.inputs);
    } else {
        with_chains(inputs, outputs, [&](auto chains) {
            for (const mote::detail::RowRange range : {mote::detail::RowRange{0, cut}, {cut, inputs}}) {
                if constexpr (chains > 1 && may_be_cut<Inputs>()) {
                    mote::detail::affine_in_chains<chains>(weights.data(), in.data(), out.data(), unfinished.data(),
                                                           range, shape);
                } else if (range.first < range.last) {
                    mote::detail::affine(weights.data(), in.data(), out.data(), range, shape);
                }
            }
        });
    }
    for (size_t b = 0; b < samples; ++b) {
        canonical::affine(weights.data(), &in[b * inputs], &expected[b * outputs], inputs, outputs);
    }
    return different(out.data(), expected.data(), expected.size());
}

/// Sums of chains that are not cut: of some rows, and of one row at the same time.
size_t affine_in_chains_differs(Numbers& numbers, size_t samples, size_t inputs, size_t outputs) {
    const Floats weights = numbers_with_zeros(numbers, (inputs + 1) * outputs);
    const Floats in = numbers_with_zeros(numbers, samples * inputs);
    Floats out(mote::in_packs(samples * outputs)), row(mote::in_packs(outputs)), expected(samples * outputs);
    for (size_t b = 0; b < samples; ++b) {
        canonical::affine(weights.data(), &in[b * inputs], &expected[b * outputs], inputs, outputs);
    }
    size_t differ = 0;
    with_chains(inputs, outputs, [&](auto chains) {
        if constexpr (chains > 1) {
            const mote::detail::Shape<size_t, size_t, size_t> shape{samples, inputs, outputs};
            mote::detail::affine_in_chains<chains>(weights.data(), in.data(), out.data(), shape);
            mote::detail::affine_in_parallel_chains<chains>(weights.data(), in.data(), row.data(), inputs, outputs);
            differ = different(out.data(), expected.data(), expected.size()) +
                     different(row.data(), expected.data(), outputs);
        }
    });
    return differ;
}

template <size_t Rows, class Outputs>
size_t input_gradients_differ(Numbers& numbers, size_t samples, Outputs outputs) {
    const Floats weights = numbers_with_zeros(numbers, Rows * outputs);
    const Floats deltas = numbers_with_zeros(numbers, samples * outputs);
    Floats plain(samples * Rows), lanes(Rows), of_tile(samples * Rows), tile(outputs * mote::detail::tile_stride<Rows>);
    mote::detail::input_gradients<Rows>(weights.data(), deltas.data(), plain.data(), samples, outputs);
    mote::detail::transpose_rows<Rows>(weights.data(), tile.data(), outputs);
    mote::detail::input_gradients_of_tile<Rows>(tile.data(), deltas.data(), samples, outputs,
                                                [&](mote::Pack sum, size_t b, auto columns, size_t pack) {
                                                    columns.store(sum, of_tile.data() + b * Rows, pack);
                                                });
    Floats expected, expected_in_lanes;
    size_t differ = 0;
    for (size_t b = 0; b < samples; ++b) {
        const float* const delta = &deltas[b * outputs];
        mote::detail::sums_in_lanes(
            weights.data(), delta, mote::Size<Rows>{}, outputs, [](auto...) {},
            [&](mote::Pack sums, auto rows) { rows.store(sums, lanes.data(), 0); });
        for (size_t r = 0; r < Rows; ++r) {
            expected.push_back(canonical::input_gradient(delta, &weights[r * outputs], outputs));
            const float in_lanes = canonical::sum_in_lanes(delta, &weights[r * outputs], outputs);
            differ += different(&lanes[r], &in_lanes, 1);
        }
    }
    return differ + different(plain, expected) + different(of_tile, expected);
}

/// How parameters learn, as kernels see it.
template <class Optimizer>
struct Rule {
    static constexpr size_t memory = Optimizer::memory;
    static constexpr size_t memory_step = mote::Pack::width == 1 ? memory : 1;
    static constexpr size_t memory_plane = mote::Pack::width == 1 ? 1 : 70 * 35;
    static mote::Pack updated(const typename Optimizer::Step& step, mote::Pack weight, mote::Pack gradient,
                              mote::Array<mote::Pack, memory>& of_weight) {
        return Optimizer::update(step, weight, gradient, of_weight);
    }
};

/// Rows of weights (and biases after them) and of the optimizer's memory after an update, against one parameter after
/// the other.
template <size_t Rows, size_t Biases, class Optimizer, class Outputs>
size_t update_differs(Numbers& numbers, const typename Optimizer::Step& step, size_t samples, Outputs outputs) {
    using Layout = Rule<Optimizer>;
    constexpr size_t memory = Optimizer::memory;
    const size_t inputs = Rows + 2, first = 1;  // rows in the middle of a layer
    Floats values = numbers_with_zeros(numbers, samples * inputs);
    const Floats deltas = numbers_with_zeros(numbers, samples * outputs);
    Floats weights = numbers.uniform((Rows + Biases) * outputs, 1.0f);
    Floats kept = numbers.uniform(memory * (mote::Pack::width == 1 ? weights.size() : Layout::memory_plane) + 1, 1.0f);
    for (float& number : kept) {
        number = number < 0 ? -number : number;  // second moments are not negative
    }
    Floats expected = weights, expected_kept = kept;
    const mote::detail::Trained trained{weights.data(), kept.data()};
    const mote::detail::Left left{values.data() + first, 1, inputs};
    if constexpr (!mote::is_same<Outputs, size_t>) {
        Floats gradients((Rows + Biases) * outputs);
        mote::detail::narrow_gradients<Rows, Biases>(left, deltas.data(), gradients.data(), samples, outputs);
        mote::detail::apply_gradients<Layout>(step, trained, gradients.data(), gradients.size());
    } else {
        mote::detail::apply_block<Rows, Biases, mote::detail::RulesOf<Layout, Layout>>(step, trained, left,
                                                                                       deltas.data(), samples, outputs);
    }
    for (size_t parameter = 0; parameter < weights.size(); ++parameter) {
        const size_t r = parameter / outputs, o = parameter % outputs;
        const float one = 1.0f;
        const float* const value = r < Rows ? &values[first + r] : &one;
        const float gradient = canonical::weight_gradient(value, r < Rows ? inputs : 0, &deltas[o], outputs, samples);
        mote::Array<mote::Pack, memory> lanes;
        const size_t at = parameter * Layout::memory_step;
        for (size_t m = 0; m < memory; ++m) {
            lanes[m] = expected_kept[at + m * Layout::memory_plane];
        }
        expected[parameter] = mote::first_lane(Optimizer::update(step, expected[parameter], gradient, lanes));
        for (size_t m = 0; m < memory; ++m) {
            expected_kept[at + m * Layout::memory_plane] = mote::first_lane(lanes[m]);
        }
    }
    return different(weights, expected) + different(kept, expected_kept);
}

/// Gradients of rows of weights (and biases after them) gathered from parts of a batch.
template <size_t Rows, size_t Biases, class Outputs>
size_t gathered_differ(Numbers& numbers, size_t samples, Outputs outputs) {
    const size_t inputs = Rows + 2, first = 1;  // rows in the middle of a layer
    const Floats values = numbers_with_zeros(numbers, samples * inputs);
    const Floats deltas = numbers_with_zeros(numbers, samples * outputs);
    Floats gradients((Rows + Biases) * outputs, 7.0f), expected;
    mote::detail::gather_gradients<Rows, Biases>(mote::detail::Left{values.data() + first, 1, inputs}, deltas.data(),
                                                 gradients.data(), samples, outputs);
    const float one = 1.0f;
    for (size_t r = 0; r < Rows + Biases; ++r) {
        for (size_t o = 0; o < outputs; ++o) {
            const float* const value = r < Rows ? &values[first + r] : &one;
            expected.push_back(canonical::weight_gradient(value, r < Rows ? inputs : 0, &deltas[o], outputs, samples));
        }
    }
    return different(gradients, expected);
}

/// For every shape of a batch of deltas: with one row at once, and with as many as the port takes.
template <class Optimizer>
size_t update_differs_for_any_shape(const typename Optimizer::Step& step) {
    Numbers numbers(3);
    size_t differ = 0;
    for (const size_t samples : batches) {
        for (const size_t outputs : sizes()) {
            differ += update_differs<1, 0, Optimizer>(numbers, step, samples, outputs);
            differ += update_differs<1, 1, Optimizer>(numbers, step, samples, outputs);
            differ += update_differs<mote::Tuning::update_rows, 0, Optimizer>(numbers, step, samples, outputs);
            differ += update_differs<mote::Tuning::update_rows, 1, Optimizer>(numbers, step, samples, outputs);
        }
    }
    return differ;
}

}  // namespace

TEST_CASE("affine equals the naive loop for every shape, in one range of rows or cut in two") {
    Numbers numbers(1);
    size_t differ = 0;
    for (const size_t inputs : sizes()) {
        for (const size_t outputs : sizes()) {
            differ += affine_differs(numbers, mote::detail::Shape<mote::Size<1>, size_t, size_t>{{}, inputs, outputs},
                                     inputs);
            const size_t samples = batches[numbers.below(5)];
            differ += affine_differs(numbers, mote::detail::Shape<size_t, size_t, size_t>{samples, inputs, outputs},
                                     1 + numbers.below(inputs));
            differ += outputs == 1 ? 0 : affine_in_chains_differs(numbers, samples, inputs, outputs);
        }
    }
    CHECK(differ == 0);
}

TEST_CASE("affine equals the naive loop at every batch size and every cut") {
    Numbers numbers(11);
    size_t differ = 0;
    for (size_t samples = 1; samples <= 33; ++samples) {
        for (size_t cut = 1; cut <= 5; ++cut) {
            differ += affine_differs(numbers, mote::detail::Shape<size_t, size_t, size_t>{samples, 5, 19}, cut);
        }
        for (size_t cut = 0; cut <= 35; ++cut) {
            differ += affine_differs(numbers, mote::detail::Shape<size_t, size_t, size_t>{samples, 35, 9}, cut);
            differ += affine_differs(numbers, mote::detail::Shape<size_t, size_t, size_t>{samples, 35, 33}, cut);
        }
    }
    CHECK(differ == 0);
}

TEST_CASE("input gradients equal the naive loops: one sum, 16 virtual lanes, and by way of a transposed block") {
    Numbers numbers(2);
    size_t differ = 0;
    for (const size_t samples : batches) {
        for (const size_t outputs : sizes()) {
            differ += input_gradients_differ<1>(numbers, samples, outputs);
            differ += input_gradients_differ<5>(numbers, samples, outputs);
            differ += input_gradients_differ<mote::Tuning::block_rows>(numbers, samples, outputs);
        }
    }
    CHECK(differ == 0);
}

// Of constant sizes kernels compile other blocks: whole ones, and one smaller. With one lane a block is 16 outputs at most.
TEST_CASE("kernels of constant sizes equal the naive loops") {
    Numbers numbers(12);
    const auto step = mote::AdamW{}.begin(*std::make_unique<mote::AdamW::Corrections>(), 0.1f);
    size_t differ = 0;
    for (const size_t samples : {1u, 7u, 29u}) {
        mote::for_each_index<1, mote::Pack::width == 1 ? 18 : 36>([&](auto outputs) {
            using Outputs = mote::Size<outputs>;
            differ += affine_differs(numbers, mote::detail::Shape<size_t, mote::Size<3>, Outputs>{samples, {}, {}}, 2);
            differ += affine_differs(numbers, mote::detail::Shape<mote::Size<1>, mote::Size<3>, Outputs>{}, 3);
            differ += affine_differs(numbers, mote::detail::Shape<size_t, mote::Size<33>, Outputs>{samples, {}, {}}, 7);
            differ += affine_differs(numbers, mote::detail::Shape<mote::Size<1>, mote::Size<33>, Outputs>{}, 33);
            differ += input_gradients_differ<9>(numbers, samples, outputs);
            if constexpr (mote::detail::is_narrow(outputs)) {
                differ += update_differs<5, 1, mote::AdamW>(numbers, step, samples, outputs);
                differ += update_differs<mote::Tuning::block_rows + 3, 0, mote::AdamW>(numbers, step, samples, outputs);
            }
        });
    }
    CHECK(differ == 0);
}

TEST_CASE("weight gradients and updates equal the naive loop for every shape and optimizer") {
    mote::Adam::Corrections adam{}, adamw{};
    CHECK(update_differs_for_any_shape<parity::Recorder>({}) == 0);
    CHECK(update_differs_for_any_shape<mote::Sgd>({-0.1f}) == 0);
    CHECK(update_differs_for_any_shape<mote::SgdMomentum>({-0.1f, 0.9f}) == 0);
    CHECK(update_differs_for_any_shape<mote::Adam>(mote::Adam{}.begin(adam, 0.1f)) == 0);
    CHECK(update_differs_for_any_shape<mote::AdamW>(mote::AdamW{}.begin(adamw, 0.1f)) == 0);
}

TEST_CASE("gradients gathered from parts of a batch equal the naive loop, whether parts are whole or not") {
    Numbers numbers(13);
    size_t differ = 0;
    for (const size_t samples : {1u, 15u, 16u, 17u, 47u, 48u, 49u, 95u, 96u, 97u, 145u, 200u}) {
        for (const size_t outputs : sizes()) {
            differ += gathered_differ<1, 1>(numbers, samples, outputs);
            differ += gathered_differ<mote::Tuning::block_rows, 0>(numbers, samples, outputs);
            differ += gathered_differ<mote::Tuning::block_rows + 1, 1>(numbers, samples, outputs);
        }
        differ += gathered_differ<mote::Tuning::block_rows, 1>(numbers, samples, mote::Size<64>{});
        differ += gathered_differ<5, 1>(numbers, samples, mote::Size<33>{});
    }
    CHECK(differ == 0);
}

// Training. ---------------------------------------------------------------------------------------------------------

namespace {

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;
using mote::Dense;

constexpr mote::MeanSquaredError mse{};
constexpr mote::CrossEntropy cross_entropy{};

}  // namespace

TEST_CASE("training equals the naive loops from the smallest network on") {
    CHECK(training_differs<Net<1, Dense<1, mote::Tanh>, Dense<1>>, 1>(mote::Recipe{mse, mote::Sgd{0.05f}}) == 0);
    CHECK(training_differs<Net<1, Dense<1>>, 2>(mote::Recipe{mse, mote::SgdMomentum{0.05f}}) == 0);
}

TEST_CASE("training equals the naive loops without a hidden layer") {
    CHECK(training_differs<Net<10, Dense<4>>, 7>(mote::Recipe{cross_entropy, mote::SgdMomentum{0.1f, 0.8f}}) == 0);
    CHECK(training_differs<Net<3, Dense<2, mote::Sin<3>>>, 1>(mote::Recipe{mse, mote::AdamW{0.01f}}) == 0);
}

TEST_CASE("training sums few outputs of 32 inputs and more in chains, and a single one in virtual lanes") {
    using Wide = Net<35, Dense<64, mote::Tanh>, Dense<32, mote::Tanh>, Dense<40, mote::Tanh>, Dense<1>>;
    CHECK(training_differs<Wide, 1>(mote::Recipe{mse, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Wide, 50>(mote::Recipe{mse, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Net<33, Dense<65, mote::Tanh>, Dense<4>>, 1>(mote::Recipe{mse, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Net<33, Dense<65, mote::Tanh>, Dense<4>>, 50>(mote::Recipe{mse, mote::Adam{0.01f}}) == 0);
}

TEST_CASE("training in a workspace of batch 1 sums in virtual lanes from 32 outputs on, and only then") {
    CHECK(training_differs<Net<5, Dense<7, mote::Sigmoid>, Dense<33, mote::Mish>, Dense<31, mote::Relu>, Dense<2>>, 1>(
              mote::Recipe{mse, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Net<2, Dense<3, mote::Tanh>, Dense<32>>, 1>(mote::Recipe{cross_entropy, mote::Sgd{0.1f}}) ==
          0);
}

TEST_CASE("training in a workspace of more than one row never sums in virtual lanes, not even one row") {
    CHECK(training_differs<Net<2, Dense<9, mote::Tanh>, Dense<40, mote::Sigmoid>, Dense<1>>, 2>(
              mote::Recipe{mse, mote::SgdMomentum{0.01f}}) == 0);
}

TEST_CASE("training equals the naive loops for odd sizes and a count below the capacity") {
    CHECK(training_differs<Net<4, Dense<9, mote::Relu>, Dense<7, mote::Relu>, Dense<5, mote::Relu>, Dense<3>>, 7>(
              mote::Recipe{cross_entropy, mote::Sgd{0.1f}}) == 0);
    CHECK(training_differs<Net<3, Dense<13, mote::Mish>, Dense<2, mote::Tanh>>, 16>(
              mote::Recipe{mse, mote::AdamW{0.01f, 0.8f, 0.95f, 1e-6f, 0.1f}}) == 0);
}

TEST_CASE("training equals the naive loops for wide layers, with a schedule") {
    const auto recipe = mote::Recipe{mse, mote::Adam{0.01f}, mote::Cosine{25, 1e-4f}};
    CHECK(training_differs<Net<2, Dense<64, mote::Tanh>, Dense<65, mote::Sin<30>>, Dense<1>>, 32>(recipe) == 0);
}

TEST_CASE("training on large batches, taken in parts, equals the naive loops") {
    using Deep = Net<5, Dense<37, mote::Tanh>, Dense<65, mote::Mish>, Dense<16, mote::Relu>, Dense<3>>;
    using Shallow = Net<33, Dense<64, mote::Tanh>, Dense<40>>;
    CHECK(training_differs<Deep, 48>(mote::Recipe{mse, mote::Sgd{0.1f}}) == 0);
    CHECK(training_differs<Deep, 49>(mote::Recipe{mse, mote::Sgd{0.1f}}) == 0);
    CHECK(training_differs<Deep, 96>(mote::Recipe{mse, mote::SgdMomentum{0.01f}}) == 0);
    CHECK(training_differs<Deep, 97>(mote::Recipe{cross_entropy, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Deep, 200>(mote::Recipe{mse, mote::AdamW{0.01f}}, 10) == 0);
    CHECK(training_differs<Shallow, 49>(mote::Recipe{cross_entropy, mote::Sgd{0.1f}}) == 0);
    CHECK(training_differs<Shallow, 150>(mote::Recipe{mse, mote::Adam{0.01f}}, 10) == 0);
}

TEST_CASE("training equals the naive loops with all scalings and features") {
    CHECK(training_differs<Net<2, mote::InputScaling, mote::FourierFeatures<3>, Dense<8, mote::Mish>,
                               Dense<2, mote::Sigmoid>, mote::OutputScaling>,
                           7>(mote::Recipe{mse, mote::Adam{0.01f}}) == 0);
}

TEST_CASE("training clamps to a small ceiling as the naive loop does, after every step") {
    using Low = Net<2, Dense<6, mote::Identity>, Dense<1>, mote::Ceilings<1, 10, 10>>;
    CHECK(training_differs<Low, 2>(mote::Recipe{mse, mote::Sgd{0.5f}}) == 0);
}

TEST_CASE("predict computes what the forward pass of training does, bit for bit") {
    using Deep = Net<3, Dense<17, mote::Mish>, Dense<33, mote::Sin<2>>, Dense<18, mote::Sigmoid>, Dense<3>>;
    using Recipe = mote::Recipe<mote::MeanSquaredError, mote::Sgd>;
    constexpr size_t batch = 16;
    static Deep net;
    static mote::Workspace<Deep, Recipe, batch> work;
    Numbers numbers(6);
    mote::init(net, 7);
    for (size_t rows = 1; rows <= batch; ++rows) {
        const Floats x = numbers.uniform(rows * Deep::inputs, 100.0f);
        Floats y(rows * Deep::outputs);
        mote::predict(net, x.data(), y.data(), rows);
        mote::detail::forward(net, work.scratch, x.data(), rows, mote::Uncut{});
        CHECK(different(work.scratch.activations<Deep::depth - 1>(), y.data(), y.size()) == 0);
    }
}
