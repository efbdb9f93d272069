// SPDX-License-Identifier: MIT
// The first program to flash on a new board: whether mote does there what it does everywhere.
#include <mote_print_self_test.hpp>

// A machine with addresses of 16 bits has no room for all of it.
constexpr auto scope = sizeof(void*) == 2 ? mote::Scope::reduced : mote::Scope::full;
static mote::SelfTestMemory<scope> work_area;

int main() {
    const mote::SelfTest found = mote::self_test(work_area);
    board::print_self_test(found);
    return found.passed() ? 0 : 1;
}
