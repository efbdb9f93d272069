// SPDX-License-Identifier: MIT
// Trains a dozen networks for some thousand steps, two of them beyond first order, and prints a checksum over every weight,
// every number an optimizer remembers, every loss and every prediction: one number for the whole arithmetic, the same on every
// machine within a profile. The lines before the last are the checksum so far, behind each network: the first that differs
// tells where.
#include <mote/mote.hpp>
#include <mote/self_test/checksum.hpp>
#include <mote_print.hpp>

using namespace mote;

namespace {

/// Rows drawn at random, as large as `size`; the first has an input that is no number.
template <class Net, class Target, size_t Targets, size_t Rows>
struct Data {
    float x[Rows][Net::inputs];
    Target y[Rows][Targets];

    void draw(Pcg32& random, float size) {
        for (size_t row = 0; row < Rows; ++row) {
            for (float& input : x[row]) {
                input = random.uniform(size);
            }
            for (Target& target : y[row]) {
                target =
                    static_cast<Target>(static_cast<float>(Net::outputs) * (0.5f * size + random.uniform(0.5f * size)));
            }
        }
        x[0][0] = __builtin_nanf("");
    }
};

Checksum checksum;

bool add_losses(const Epoch& epoch, void*) {
    checksum.add(epoch.loss);
    checksum.add(epoch.evaluation_loss);
    return true;
}

/// Learns twice as many epochs; in the second half nothing but zeros comes in, and what the optimizer remembers fades.
template <class Net, size_t Batch, class RecipeOfRun>
void run(const char* name, uint32_t epochs, const RecipeOfRun& recipe, float size = 1.0f) {
    using Loss = typename RecipeOfRun::Loss;
    constexpr size_t rows = 2 * Batch + Batch / 3 + 1;  // the last batch is not full
    static Net net;
    static Workspace<Net, RecipeOfRun, Batch> work;
    static Data<Net, mote::TargetOf<Loss>, mote::targets_of_row<Net, Loss>, rows> training, evaluation;

    Pcg32 random(Net::shape_hash);
    training.draw(random, size);
    evaluation.draw(random, size);
    init(net, Net::shape_hash);
    if constexpr (Net::scales_output) {
        net.output_scales()[0] = 3.0f;
        net.output_offsets()[0] = 0.7f;
    }

    FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    options.on_epoch = add_losses;
    for (int half = 0; half < 2; ++half) {
        const DataSet<Net, Loss> data{{training.x, training.y}, {evaluation.x, evaluation.y}};
        if (fit(net, work, recipe, data, options).status != Status::ok) {
            board::print(name, ": fit failed\n");
            board::stop(1);
        }
        training = {};
    }

    checksum.add(net.parameters, Net::parameter_count);
    for (size_t parameter = 0; parameter < Net::trained_count; ++parameter) {
        for (size_t index = 0; index < RecipeOfRun::Optimizer::memory; ++index) {
            checksum.add(work.state.remembered(parameter, index));
        }
    }
    for (const auto& row : evaluation.x) {
        checksum.add(predict(net, row).begin(), Net::outputs);
    }
    board::print(board::Hex{checksum.crc}, " ", work.state.step, " steps ", name, "\n");
}

/// Learns beyond first order; the guard leaves the bad row out.
template <class Net, class Method>
void minimum(const char* name, const Method& method) {
    using Loss = typename Method::Loss;
    static Net net;
    static SecondOrderWorkspace<Net, Method> work;
    static Data<Net, float, Net::outputs, 30> training;

    Pcg32 random(Net::shape_hash);
    training.draw(random, 1.0f);
    init(net, Net::shape_hash);
    MinimizeOptions options;
    options.iterations = 12;
    const MinimizeResult result = minimize(net, work, method, Samples<Net, Loss>{training.x, training.y}, options);
    if (result.status != Status::ok) {
        board::print(name, ": minimize failed\n");
        board::stop(1);
    }
    checksum.add(result.loss);
    checksum.add(net.parameters, Net::parameter_count);
    board::print(board::Hex{checksum.crc}, " ", result.iterations, " iterations ", name, "\n");
}

}  // namespace

int main() {
    constexpr MeanSquaredError squares;
    constexpr CrossEntropy classes;
    constexpr Guard repair{BadRow::repair};  // bad rows are learned from, too

    // One row at a time: narrow layers, for long; then wide ones, whose sums have virtual lanes.
    run<Network<Input<2>, Dense<3, Tanh>, Dense<1>>, 1>("2-3-1 tanh adam", 500,
                                                        Recipe{squares, Adam{0.01f}, Constant{}, repair});
    run<Network<Input<3>, Dense<33, Relu>, Dense<70, Tanh>, Dense<5>>, 1>(
        "3-33-70-5 relu tanh adamw", 4, Recipe{squares, AdamW{0.003f}, Constant{}, repair});
    // Batches of 7 and 32, the last of an epoch smaller.
    run<Network<Input<4>, Dense<7, Sigmoid>, Dense<8, Mish>, Dense<5>>, 7>(
        "4-7-8-5 sigmoid mish cross-entropy sgd", 50, Recipe{classes, Sgd{0.1f}, Constant{}, repair});
    run<Network<Input<2>, InputScaling, FourierFeatures<3>, Dense<9, Sin<30>>, Dense<1>, OutputScaling>, 7>(
        "2-(12)-9-1 sin momentum cosine skip", 200,
        Recipe{squares, SgdMomentum{1e-3f}, Cosine{1000}, Guard{BadRow::skip}});
    run<Network<Input<5>, Dense<67, Relu>, LayerNorm<>, Dense<35, Gelu>, Dropout<Ratio<1, 8>>,
                Residual<Dense<35, Selu>>, Dense<3, Softplus<>>>,
        32>("5-67-35-35-3 normalized dropped residual huber nadam", 3,
            Recipe{Huber{}, ClipNorm{NAdam{0.003f}, 0.1f}, WarmUp{Cosine{18}, 4}, repair});
    // Whole data sets at a time.
    minimum<Network<Input<2>, Dense<7, Tanh>, Dense<1>>>("2-7-1 levenberg-marquardt", LevenbergMarquardt{});
    minimum<Network<Input<2>, Dense<7, Softsign>, Dense<1>>>("2-7-1 l-bfgs", Lbfgs<4, LogCosh>{});
    // Numbers below 2^-126, which some machines take for zero: a line of its own, that they may differ in.
    run<Network<Input<3>, Dense<5>>, 7>("3-5 denormal sgd", 40, Recipe{squares, Sgd{1.0f}, Constant{}, repair},
                                        0x1p-127f);
    board::print(arithmetic == Arithmetic::fused ? "fused " : "unfused ", board::Hex{checksum.crc}, "\n");
}
