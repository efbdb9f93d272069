// SPDX-License-Identifier: MIT
// A machine's vibration is learned on the device while it is healthy; from then on, every window is told how unusual it is. The
// threshold comes from healthy windows, too: nobody has to break a machine. The faults are there to see whether it works.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "detector.hpp"

namespace {

Machine machine(1);
Detector detector;

float next_score(Fault fault) { return detector.score(Window::take(machine, fault)); }

/// One healthy window in a hundred scores above it. Only the highest scores are kept: 44 bytes for 1000 windows.
float take_threshold() {
    constexpr uint32_t above = Judged::threshold / 100;
    float highest[above + 1] = {};  // in descending order
    for (uint32_t n = 0; n < Judged::threshold; ++n) {
        float score = next_score(Fault::none);
        for (float& kept : highest) {
            const float lower = mote::smaller(kept, score);
            kept = mote::larger(kept, score);
            score = lower;
        }
    }
    return highest[above];
}

/// Scores of healthy windows in ascending order, for the table alone: a device needs none of them.
struct Healthy {
    float scores[Judged::windows];

    void take() {
        for (uint32_t n = 0; n < Judged::windows; ++n) {
            const float score = next_score(Fault::none);
            uint32_t place = n;
            for (; place > 0 && score < scores[place - 1]; --place) {
                scores[place] = scores[place - 1];
            }
            scores[place] = score;
        }
    }
    uint32_t count_below(float score) const {
        uint32_t count = 0;
        while (count < Judged::windows && scores[count] < score) {
            ++count;
        }
        return count;
    }
};
Healthy healthy;
static_assert(sizeof machine + sizeof detector + sizeof healthy <= 14 * 1024);

void judge(const char* name, Fault fault, float threshold) {
    uint32_t detected = 0, pairs = 0;
    for (uint32_t n = 0; n < Judged::windows; ++n) {
        const float score = next_score(fault);
        detected += score > threshold ? 1u : 0u;
        pairs += healthy.count_below(score);
    }
    // The share of pairs in which the faulty window scores above the healthy one is the area under the ROC curve.
    board::print(name, "  ", static_cast<float>(pairs) / (Judged::windows * Judged::windows), "  ",
                 100.0f * static_cast<float>(detected) / Judged::windows, "\n");
}

}  // namespace

int main() {
    const mote::Status status = detector.learn(machine);
    if (status != mote::Status::ok) {
        board::print("learning failed: ", mote::describe(status), "\n");
        return 1;
    }
    const float threshold = take_threshold();
    healthy.take();
    board::print("threshold ", threshold, "\n\nfault  area under the ROC curve  windows above the threshold, %\n");
    judge("none", Fault::none, threshold);
    judge("imbalance", Fault::imbalance, threshold);
    judge("misalignment", Fault::misalignment, threshold);
    judge("looseness", Fault::looseness, threshold);
    judge("bearing", Fault::bearing, threshold);
    judge("loose sensor", Fault::loose_sensor, threshold);
    judge("broken wire", Fault::broken_wire, threshold);
}
