// SPDX-License-Identifier: MIT
// What bad references cost, by loss: of 200 readings, the reference was unplugged at some and shows 0 kPa; errors in kPa at good
// readings. Adam and a cosine over 200 epochs in batches of 20.
#include "task.hpp"

namespace {

Task task;

/// The first readings lose their reference.
void unplug(size_t readings) {
    task.take();
    for (size_t row = 0; row < readings; ++row) {
        task.training.pressures[row] = 0.0f;
    }
}

template <class Loss>
void print_row(const char* name, const Loss& loss) {
    cell("`", name, "`");
    for (const size_t unplugged : {size_t{0}, size_t{2}, size_t{10}, size_t{40}}) {
        unplug(unplugged);
        cell(two_digits(median_error<20>(task, mote::Recipe{loss, mote::Adam{0.03f}, mote::Cosine{200 * 10}}, 200)));
    }
    end_row();
}

}  // namespace

int main() {
    board::print("| bad references | 0 % | 1 % | 5 % | 20 % |\n|---|--:|--:|--:|--:|\n");
    print_row("MeanSquaredError", mote::MeanSquaredError{});
    print_row("Huber{0.1f}", mote::Huber{0.1f});
    print_row("LogCosh", mote::LogCosh{});
    print_row("L1", mote::L1{});
}
