// SPDX-License-Identifier: MIT
// What a user of a package runs first: the self-test, whose training runs have known checksums. Exit code 0 says all are right.
#if __has_include(<mote/self_test.hpp>)
#include <mote/self_test.hpp>
#else
#include <mote.hpp>
#endif

static mote::SelfTestMemory<> memory;

int main() {
    const mote::SelfTest found = mote::self_test(memory);
    bool all_ran = true;
    for (const mote::Outcome run : found.runs) {
        all_ran = all_ran && run == mote::Outcome::passed;
    }
    return found.passed() && all_ran ? 0 : 1;
}
