// SPDX-License-Identifier: MIT
// The demonstration in 16 KB of RAM: a network of 781 parameters learns the function full of poles on the device, with what a
// device would really do (features, scaled targets, Adam along a cosine), and prints what it has learned.
// `cmake --build <folder> --target draw_small` draws what the board printed (small.gnuplot).
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "data.hpp"

using Net = mote::Network<mote::Input<1>, mote::FourierFeatures<8>, mote::Dense<20, mote::Mish>,
                          mote::Dense<20, mote::Mish>, mote::Dense<1>, mote::OutputScaling>;
constexpr uint32_t epochs = 60, batch = 4;
constexpr mote::Guard within_limit{mote::BadRow::repair, 1.0f, singularity::limit};  // six targets are beyond it
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.03f},
                                     mote::Cosine{epochs * singularity::points / batch}, within_limit};

static Net net;
static mote::Workspace<Net, decltype(recipe), batch> work;
static_assert(sizeof(net) + sizeof(work) <= 14 * 1024);

static bool report(const mote::Epoch& epoch, void*) {
    if (epoch.number % 10 == 0) {
        board::print("# epoch ", epoch.number, ", loss ", epoch.loss, ", clamped ", epoch.repairs.out_of_range, "\n");
    }
    return true;
}

int main() {
    mote::init(net, 1);
    net.output_scales()[0] = singularity::limit;
    mote::FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    options.on_epoch = report;
    const auto fitted = mote::fit(net, work, recipe, {singularity::x, singularity::y}, options);
    if (fitted.status != mote::Status::ok) {
        board::print(mote::describe(fitted.status), "\n");
        return 1;
    }
    board::print("# x, target, prediction\n");
    for (unsigned point = 0; point < singularity::points; ++point) {
        const float x = singularity::x[point];
        board::print(x, " ", mote::clamp(singularity::y[point], -singularity::limit, singularity::limit), " ",
                     mote::predict(net, {x})[0], "\n");
    }
}
