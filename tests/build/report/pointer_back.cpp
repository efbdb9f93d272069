// SPDX-License-Identifier: MIT
// Whom it calls may call it again: nobody knows how often.
static int (*volatile callback)();

[[gnu::noinline]] static int step() { return callback == nullptr ? 0 : callback(); }

static int again() { return step() + 1; }

int main() {
    const int first = step();
    callback = again;
    return first;
}
