// SPDX-License-Identifier: MIT
// What C needs of the board, which is C++: text and numbers for whoever watches.
#ifndef SHOW_H
#define SHOW_H

#ifdef __cplusplus
extern "C" {
#endif

void show_text(const char* text);
void show_number(float number);  ///< six significant digits, the same on every machine

#ifdef __cplusplus
}
#endif

#endif
