// SPDX-License-Identifier: MIT
// Short training runs whose weights have to come out with the same bits on every machine: each activation, loss,
// optimizer and layer once, odd sizes, a batch of 1 with virtual lanes, full batches and a smaller one.
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "checksum.hpp"

using namespace mote;

template <class Net, size_t Batch, class Loss, class Optimizer, class Schedule = Constant>
void run(const char* name, Loss loss, Optimizer optimizer, Schedule schedule = {}) {
    static Net net;
    static Workspace<Net, Recipe<Loss, Optimizer, Schedule>, Batch> work;
    static float x[Batch][Net::inputs];
    static mote::TargetOf<Loss> y[Batch][mote::targets_of_row<Net, Loss>];
    const auto recipe = Recipe{loss, optimizer, schedule};

    init(net, 1);
    Pcg32 random(2);
    float last = 0.0f;
    for (int step = 0; step < 60; ++step) {
        for (auto& row : x) {
            for (float& value : row) {
                value = random.uniform(1.0f);
            }
        }
        for (auto& row : y) {
            for (auto& value : row) {
                value = static_cast<mote::TargetOf<Loss>>(1.0f + random.uniform(1.0f));
            }
        }
        const size_t rows = step % 8 == 7 && Batch > 2 ? Batch - 2 : Batch;
        last = train(net, work, recipe, {x[0], y[0], rows}).loss;
    }
    board::print(name, ": loss ", board::Hex{float_bits(last)}, ", weights ", board::Hex{target::checksum(net)}, "\n");
}

/// What a flipped bit or a hand has written into weights makes no number of its own: NaN, infinities and sums that overflow.
void predict_damaged() {
    static Network<Input<2>, Dense<4, Relu>, Dense<3, Gelu>, Dense<2>> net;
    init(net, 4);
    net.weight<0>(0, 0) = 2e38f;
    net.weight<0>(0, 1) = -2e38f;
    net.weight<0>(2, 1) = __builtin_nanf("");
    net.bias<1>(1) = -__builtin_inff();
    net.weight<1>(2, 0) = -__builtin_nanf("");
    const auto outputs = predict(net, {-3e5f, 1e6f});
    board::print("2-4-3-2 damaged: predicts ", board::Hex{float_bits(outputs[0])}, " ",
                 board::Hex{float_bits(outputs[1])}, "\n");
}

int main() {
    run<Network<Input<1>, Dense<16, Tanh>, Dense<16, Tanh>, Dense<1>>, 1>("1-16-16-1 tanh adam batch 1",
                                                                          MeanSquaredError{}, Adam{0.01f});
    run<Network<Input<3>, Dense<17, Relu>, Dense<33, Sigmoid>, Dense<2, Tanh>>, 1>(
        "3-17-33-2 relu sigmoid tanh sgd batch 1", MeanSquaredError{}, Sgd{0.05f});
    run<Network<Input<1>, Dense<20, Mish>, Dense<20, Mish>, Dense<1>>, 8>("1-20-20-1 mish adamw cosine batch 8",
                                                                          MeanSquaredError{}, AdamW{0.01f}, Cosine{50});
    run<Network<Input<2>, FourierFeatures<3>, Dense<7, Sin<30>>, Dense<5, Sin<30>>, Dense<1>, OutputScaling>, 7>(
        "2-(12)-7-5-1 fourier sin momentum batch 7", MeanSquaredError{}, SgdMomentum{0.001f, 0.9f});
    run<Network<Input<5>, Dense<9, Tanh>, Dense<3>>, 6>("5-9-3 tanh cross-entropy adam batch 6", CrossEntropy{},
                                                        Adam{0.01f});
    run<Network<Input<1>, Dense<1>>, 4>("1-1 linear sgd batch 4", MeanSquaredError{}, Sgd{0.1f});
    run<Network<Input<4>, Frozen<Dense<9, Tanh>>, LayerNorm<>, Dense<19, Mish>, Dropout<Ratio<1, 5>>,
                Residual<Dense<19, Tanh>>, Dense<2>>,
        5>("4-9-19-19-2 frozen normalized dropped residual adam batch 5", MeanSquaredError{}, Adam{0.01f});
    predict_damaged();
}
