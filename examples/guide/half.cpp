// SPDX-License-Identifier: MIT
// Moments of 16 bits beside those of 32: what AdamBfloat16 costs in accuracy. The sensor's error in kPa, the mean squared error
// of the demonstration, and how many of the digits that are held out are misread: the median of seven starts each.
#include "../digits/digit.hpp"
#include "../singularity/recipes.hpp"
#include "task.hpp"

namespace {

Task task;

template <class Optimizer>
float error_of_sensor(const Optimizer& optimizer) {
    return median_error<16>(task, mote::Recipe{mote::MeanSquaredError{}, optimizer, mote::Cosine{100 * 13}}, 100);
}

/// 1-20-20-1 Mish, all 200 points at a time.
template <class Optimizer>
float error_of_demonstration(const Optimizer& optimizer) {
    using Net = singularity::SmallMish;
    constexpr uint32_t epochs = 1000;
    const mote::Recipe recipe{mote::MeanSquaredError{}, optimizer, mote::Cosine{epochs}, singularity::clamp_targets};
    static mote::Workspace<Net, mote::Unqualified<decltype(recipe)>, singularity::points> work;
    float errors[7];
    for (uint64_t seed = 0; seed < 7; ++seed) {
        static Net net;
        mote::FitOptions options;
        options.epochs = epochs;
        options.fresh = true;
        mote::init(net, seed + 1);
        errors[seed] = mote::fit(net, work, recipe, {singularity::x, singularity::y}, options).loss;
    }
    return median(errors);
}

float pixels[digits::rows][64];
uint8_t numbers[digits::rows];

void read_digits() {
    for (size_t row = 0; row < digits::rows; ++row) {
        const digits::Digit digit = digits::digit_of(digits::text[row]);
        for (size_t p = 0; p < 64; ++p) {
            pixels[row][p] = digit.pixels[p] * 0.0625f;
        }
        numbers[row] = digit.number;
    }
}

/// 64-16-10, ten epochs on the first 1400 digits; misread ones among the others, in percent.
template <class Optimizer>
float misread_digits(const Optimizer& optimizer) {
    using Net = mote::Network<mote::Input<64>, mote::Dense<16, mote::Relu>, mote::Dense<10>>;
    constexpr size_t learned = 1400;
    const mote::Recipe recipe{mote::CrossEntropy{}, optimizer, mote::Cosine{10 * 44}};
    static mote::Workspace<Net, mote::Unqualified<decltype(recipe)>, 32> work;
    float shares[7];
    for (uint64_t seed = 0; seed < 7; ++seed) {
        static Net net;
        mote::FitOptions options;
        options.epochs = 10;
        options.shuffle = true;
        options.fresh = true;
        mote::init(net, seed + 1, mote::Xavier{});
        if (mote::fit(net, work, recipe, {pixels, numbers, learned}, options).status != mote::Status::ok) {
            return -1.0f;
        }
        uint32_t misread = 0;
        for (size_t row = learned; row < digits::rows; ++row) {
            misread += mote::argmax(mote::predict(net, pixels[row])) == numbers[row] ? 0u : 1u;
        }
        shares[seed] = 100.0f * static_cast<float>(misread) / static_cast<float>(digits::rows - learned);
    }
    return median(shares);
}

template <class Optimizer>
void print_row(const char* name, Optimizer optimizer, float rate) {
    optimizer.learning_rate = rate;
    cell(name);
    cell(rate);
    cell(two_digits(error_of_sensor(optimizer)));
    cell(two_digits(error_of_demonstration(optimizer)));
    cell(two_digits(misread_digits(optimizer)), " %");
    end_row();
}

}  // namespace

int main() {
    task.take();
    read_digits();
    board::print("| | learning rate | sensor, kPa | demonstration | misread digits |\n|---|--:|--:|--:|--:|\n");
    for (const float rate : {0.001f, 0.01f, 0.03f}) {
        print_row("`Adam`", mote::Adam{}, rate);
        print_row("`AdamBfloat16`", mote::AdamBfloat16{}, rate);
    }
}
