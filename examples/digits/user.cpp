// SPDX-License-Identifier: MIT
// A device that reads digits and gets to know the hand of its user. The network comes from the factory, in flash, and has learned
// from eleven forms. The three others are by hands that it has never seen: of each, the first 20 digits are examples, and the rest
// tells how well it reads before and after it has learned from them.
#include <mote_board.hpp>
#include <mote_print.hpp>
#include <reader_weights.hpp>  // generated: what teach_reader.cpp has learned

#include "forms.hpp"
#include "user.hpp"

namespace {

using namespace digits;

constexpr Reader factory = mote_weights::reader_weights<Reader>();  // 10,152 bytes of flash, none of RAM

/// Only the last three forms go to flash. On a real device, digits come from its touch screen.
struct Forms {
    static constexpr size_t first = 11;
    char lines[rows - form_starts[first]][66];

    static constexpr Forms copy() {
        Forms forms = {};
        for (size_t row = 0; row < rows - form_starts[first]; ++row) {
            for (size_t c = 0; c < 66; ++c) {
                forms.lines[row][c] = text[form_starts[first] + row][c];
            }
        }
        return forms;
    }
    constexpr const char (&operator[](size_t row) const)[66] { return lines[row - form_starts[first]]; }
};
constexpr Forms forms = Forms::copy();

User user(factory);
static_assert(sizeof user <= 12 * 1024);

/// How many per cent of the digits of a form after the examples are read right.
float accuracy(size_t form) {
    uint32_t right = 0;
    const size_t first = form_starts[form] + User::examples, end = form_starts[form + 1];
    for (size_t row = first; row < end; ++row) {
        const Digit digit = digit_of(forms[row]);
        right += user.read(digit.pixels) == digit.number ? 1u : 0u;
    }
    return 100.0f * static_cast<float>(right) / static_cast<float>(end - first);
}

}  // namespace

int main() {
    board::print("digits read right, in percent\nform  before  after 20 examples\n");
    for (size_t form = Forms::first; form < form_count; ++form) {
        user.forget();
        const float before = accuracy(form);
        for (size_t row = form_starts[form]; row < form_starts[form] + User::examples; ++row) {
            const Digit digit = digit_of(forms[row]);
            (void)user.show(digit.pixels, digit.number);
        }
        const mote::Status status = user.learn();
        if (status != mote::Status::ok) {
            board::print("learning failed: ", mote::describe(status), "\n");
            return 1;
        }
        board::print(form, "  ", before, "  ", accuracy(form), "\n");
    }
}
