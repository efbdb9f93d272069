// SPDX-License-Identifier: MIT
// What main returns reaches whoever started the program.
int main() { return 7; }
