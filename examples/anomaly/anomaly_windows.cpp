// SPDX-License-Identifier: MIT
// The windows of anomaly.cpp as a table for others, scikit_learn.py say: what they are for, the fault, and 16 numbers.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "detector.hpp"

static void print_windows(const char* purpose, Machine& machine, uint8_t fault, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) {
        board::print(purpose, ",", fault);
        for (const float value : Window::take(machine, static_cast<Fault>(fault)).values) {
            board::print(",", value);
        }
        board::print("\n");
    }
}

int main() {
    Machine machine(1);
    print_windows("learn", machine, 0, Detector::to_scale + Detector::batch * Detector::steps + Detector::to_measure);
    print_windows("threshold", machine, 0, Judged::threshold);
    print_windows("healthy", machine, 0, Judged::windows);
    // Without the broken wire, whose windows hold no numbers.
    for (uint8_t fault = 0; fault < static_cast<uint8_t>(Fault::broken_wire); ++fault) {
        print_windows("judge", machine, fault, Judged::windows);
    }
}
