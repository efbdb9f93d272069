// SPDX-License-Identifier: MIT
// The whole fleet on one machine, a microcontroller or any other: the same digits as over MPI.
#include "story.hpp"

static fleet::Plant worker;
static fleet::Contribution contribution;
static fleet::Story story(fleet::tolerant);

int main() {
    story.begin();
    for (uint32_t round = 0; round < fleet::rounds; ++round) {
        fleet::gather(story.round, worker, contribution, story.net, round, [](size_t) { return true; });
        story.end_round(round);
    }
    story.end();
}
