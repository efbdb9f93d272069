// SPDX-License-Identifier: MIT
// Handwritten digits, 8 x 8 pixels: a network of 2,410 weights learns to read them. All that stands around training is used:
// inputs scaled by their training rows, folds, a confusion matrix, probabilities. The results go to standard output, the same on
// every target; memory and time to standard error.
#include <stdio.h>
#include <time.h>
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "digit.hpp"

namespace {

using Net = mote::Network<mote::Input<64>, mote::InputScaling, mote::Dense<32, mote::Relu>, mote::Dense<10>>;
using Recipe = mote::Recipe<mote::CrossEntropy, mote::Adam, mote::Cosine>;
using Work = mote::Workspace<Net, Recipe, 32>;
constexpr uint32_t epochs = 30;
using digits::rows;

Net net;
Work work;
float pixels[rows][64];
uint8_t numbers[rows];

void read_digits() {
    for (size_t row = 0; row < rows; ++row) {
        const digits::Digit digit = digits::digit_of(digits::text[row]);
        for (size_t p = 0; p < 64; ++p) {
            pixels[row][p] = digit.pixels[p];
        }
        numbers[row] = digit.number;
    }
}

template <class Split>
mote::Status learn(const Split& split) {
    net = {};
    const mote::Status scaled = mote::fit_scalings<mote::MinimumAndMaximum>(net, split.training);
    if (scaled != mote::Status::ok) {
        return scaled;
    }
    mote::init(net, 42, mote::Xavier{});
    const auto steps_of_epoch = static_cast<uint32_t>((split.training.count + Work::batch - 1) / Work::batch);
    const Recipe recipe{{}, mote::Adam{0.01f}, mote::Cosine{epochs * steps_of_epoch}};
    mote::FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    options.fresh = true;
    // No patience, no memory of the best: nothing is chosen by the digits that are held out.
    return mote::fit(net, work, recipe, split, options).status;
}

/// A number at the right of a column of a table.
void print_cell(uint32_t value) { board::print(value < 10 ? "   " : value < 100 ? "  " : " ", value); }

void print_confusion(const mote::ConfusionMatrix<10>& confusion) {
    board::print("is \\ read");
    for (uint32_t number = 0; number < 10; ++number) {
        print_cell(number);
    }
    board::print("   recall\n");
    for (uint32_t number = 0; number < 10; ++number) {
        board::print("        ", number);
        for (const uint32_t count : confusion.counts[number]) {
            print_cell(count);
        }
        board::print("   ", confusion.recall(number), "\n");
    }
}

/// One row of pixels, two characters each: about as wide as high.
void draw_row(const float* shades) {
    for (size_t p = 0; p < 8; ++p) {
        const char shade[2] = {" .:-=+*#%@"[static_cast<int>(shades[p]) * 9 / 16], '\0'};
        board::print(shade, shade);
    }
}

void draw(const float (&digit)[64], uint32_t number) {
    const auto found = mote::probabilities(mote::predict(net, digit));
    const size_t read = mote::argmax(found);
    board::print("\n", number, " read as ", read, ": ", read, " with ", 100.0f * found[read], " %, ", number, " with ",
                 100.0f * found[number], " %\n");
    for (size_t y = 0; y < 8; ++y) {
        board::print("    |");
        draw_row(digit + 8 * y);
        board::print("|\n");
    }
}

}  // namespace

int main() {
    read_digits();
    const mote::SamplesOf<Work> samples{pixels, numbers};
    const clock_t start = clock();

    // The numbers come in order, at times, from 0 to 9: not every fifth, which would be 4 and 9 alone.
    const auto seventh = mote::fold_interleaved(samples, 7, 6);
    mote::ConfusionMatrix<10> confusion;
    if (learn(seventh) != mote::Status::ok || confusion.add(net, seventh.evaluation) != mote::Status::ok) {
        return 1;
    }
    const clock_t end = clock();
    board::print(seventh.training.count,
                 " digits to learn from, every seventh held out: ", 100.0f * confusion.accuracy(), " % of ",
                 confusion.counted, " read right, F1 ", confusion.macro_f1(), "\n\n");
    print_confusion(confusion);
    for (size_t i = 0; i < seventh.evaluation.count; ++i) {
        const auto& digit = pixels[6 + 7 * i];
        const uint32_t number = numbers[6 + 7 * i];
        if (mote::argmax(mote::predict(net, digit)) != number) {
            draw(digit, number);
        }
    }

    // Each hand wrote its digits in a row: the last fifth is by hands that nobody has seen.
    const auto last = mote::fold(samples, 5, 4);
    if (learn(last) != mote::Status::ok) {
        return 1;
    }
    board::print("\nthe last fifth held out, by other hands: ", 100.0f * mote::accuracy(net, last.evaluation), " % of ",
                 last.evaluation.count, "\n");
    fprintf(stderr, "network %zu bytes, workspace %zu; learned and judged in %.3f s\n", sizeof net, sizeof work,
            static_cast<double>(end - start) / CLOCKS_PER_SEC);
    return 0;
}
