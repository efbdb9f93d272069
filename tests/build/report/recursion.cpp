// SPDX-License-Identifier: MIT
// Nobody knows how deep it goes.
static volatile int limit = 3;

[[gnu::noinline]] static int descend(int level) {
    volatile int kept = level;
    return level < limit ? descend(level + 1) + kept : 0;
}

int main() { return descend(0) == 3 ? 0 : 1; }
