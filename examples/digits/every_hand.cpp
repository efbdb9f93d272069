// SPDX-License-Identifier: MIT
// Does it help everybody? Each form in turn is left out of what the factory learns from, with three seeds, and its hand is learned
// from its first 20 digits, as in user.cpp. For the desktop.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "factory.hpp"
#include "user.hpp"

namespace {

using namespace digits;

constexpr uint32_t seeds = 3;

Reader reader;
Factory factory;
User user(reader);

/// How many digits of some rows are read right.
uint32_t count_right(size_t first, size_t end) {
    uint32_t right = 0;
    for (size_t row = first; row < end; ++row) {
        const Digit digit = digit_of(text[row]);
        right += user.read(digit.pixels) == digit.number ? 1u : 0u;
    }
    return right;
}

struct Counts {
    uint32_t before, after;
    uint32_t others;  ///< digits of all other forms, after
};

mote::Status learn(size_t form, uint32_t seed, Counts& right) {
    const mote::Status taught = factory.teach(reader, form, 1, seed);
    if (taught != mote::Status::ok) {
        return taught;
    }
    user.forget();
    const size_t first = form_starts[form], judged = first + User::examples, end = form_starts[form + 1];
    right.before = count_right(judged, end);
    for (size_t row = first; row < judged; ++row) {
        const Digit digit = digit_of(text[row]);
        (void)user.show(digit.pixels, digit.number);
    }
    const mote::Status learned = user.learn();
    right.after = count_right(judged, end);
    right.others = count_right(0, first) + count_right(end, rows);
    return learned;
}

float percent(uint32_t part, size_t whole) { return 100.0f * static_cast<float>(part) / static_cast<float>(whole); }

}  // namespace

int main() {
    board::print("digits read right, in percent, mean of ", seeds, " seeds\nform  before  after 20 examples\n");
    Counts all = {};
    uint32_t better = 0, worse = 0;
    for (size_t form = 0; form < form_count; ++form) {
        Counts of_form = {};
        for (uint32_t seed = 1; seed <= seeds; ++seed) {
            Counts right = {};
            const mote::Status status = learn(form, seed, right);
            if (status != mote::Status::ok) {
                board::print("learning failed: ", mote::describe(status), "\n");
                return 1;
            }
            of_form.before += right.before;
            of_form.after += right.after;
            all.others += right.others;
            better += right.after > right.before ? 1u : 0u;
            worse += right.after < right.before ? 1u : 0u;
        }
        const size_t judged = seeds * (form_starts[form + 1] - form_starts[form] - User::examples);
        board::print(form, "  ", percent(of_form.before, judged), "  ", percent(of_form.after, judged), "\n");
        all.before += of_form.before;
        all.after += of_form.after;
    }
    const size_t judged = seeds * (rows - form_count * User::examples);
    board::print("all  ", percent(all.before, judged), "  ", percent(all.after, judged), "\n");
    board::print("digits of the other hands, afterwards: ", percent(all.others, seeds * (form_count - 1) * rows), "\n");
    board::print("better ", better, " times, worse ", worse, " of ", seeds * form_count, "\n");
}
