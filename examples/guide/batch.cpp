// SPDX-License-Identifier: MIT
// The same by rows a batch, with the bytes of the workspace on a microcontroller: Adam and a cosine over 100 epochs.
#include "task.hpp"

namespace {

Task task;

template <size_t Batch>
float error_at(float rate) {
    constexpr uint32_t steps = 100 * ((200 + Batch - 1) / Batch);
    return two_digits(
        median_error<Batch>(task, mote::Recipe{mote::MeanSquaredError{}, mote::Adam{rate}, mote::Cosine{steps}}, 100));
}

void print_row(float rate) {
    cell("`Adam{", rate, "f}`");
    cell(error_at<1>(rate));
    cell(error_at<4>(rate));
    cell(error_at<16>(rate));
    cell(error_at<50>(rate));
    cell(error_at<200>(rate));
    end_row();
}

}  // namespace

int main() {
    task.take();
    board::print("| rows a batch | 1 | 4 | 16 | 50 | 200 |\n|---|--:|--:|--:|--:|--:|\n");
    for (const float rate : {0.001f, 0.01f, 0.1f}) {
        print_row(rate);
    }
}
