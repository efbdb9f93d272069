// SPDX-License-Identifier: MIT
// Levenberg-Marquardt and L-BFGS beside Adam: errors in kPa, and bytes of workspace where there is one lane.
#include "task.hpp"

namespace {

Task task;

template <class Optimizer>
void print_first_order(const char* name, const Optimizer& optimizer, uint32_t epochs) {
    const mote::Recipe recipe{mote::MeanSquaredError{}, optimizer, mote::Cosine{epochs * 10}};
    cell(name, ", ", epochs, " epochs");
    cell(two_digits(median_error<20>(task, recipe, epochs)));
    end_row();
}

template <class Method>
void print_second_order(const char* name, const Method& method, uint32_t iterations) {
    static mote::SecondOrderWorkspace<TaskNet, Method> work;
    mote::MinimizeOptions options;
    options.iterations = iterations;
    float errors[7];
    for (uint64_t seed = 0; seed < 7; ++seed) {
        TaskNet net = {};
        work.state = {};
        mote::init(net, seed + 1);
        const mote::Samples<TaskNet, mote::MeanSquaredError> samples{task.training.inputs, task.training.pressures};
        errors[seed] = mote::fit_scalings(net, samples) == mote::Status::ok &&
                               mote::minimize(net, work, method, samples, options).status == mote::Status::ok
                           ? error_of(net, task)
                           : -1.0f;
    }
    cell(name, ", ", iterations, " iterations");
    cell(two_digits(median(errors)));
    end_row();
}

}  // namespace

int main() {
    task.take();
    board::print("| | error |\n|---|--:|\n");
    print_first_order("`Adam{0.03f}`", mote::Adam{0.03f}, 100);
    print_first_order("`Adam{0.03f}`", mote::Adam{0.03f}, 1000);
    print_second_order("`Lbfgs<8>`", mote::Lbfgs<8>{}, 100);
    print_second_order("`Lbfgs<8>`", mote::Lbfgs<8>{}, 1000);
    print_second_order("`LevenbergMarquardt`", mote::LevenbergMarquardt{}, 20);
    print_second_order("`LevenbergMarquardt`", mote::LevenbergMarquardt{}, 100);
}
