// SPDX-License-Identifier: MIT
// windows.h stands before mote, without NOMINMAX: all verbs compile, the self-test passes, and its macros are afterwards as they were.
#include <windows.h>

#include <objbase.h>
#ifndef min  // MinGW's header leaves them out for C++, Microsoft's does not
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif

#include <mote/checkpoint.hpp>
#include <mote/mote.hpp>
#include <mote/self_test.hpp>
#include <mote/transaction.hpp>
#include <mote/watchdog.hpp>

#include "../build/surroundings/use.hpp"

static_assert(min(1, 2) == 1 && max(1, 2) == 2);
#if !defined(near) || !defined(far) || !defined(interface)
#error "a macro of windows.h is gone"
#endif

static mote::SelfTestMemory<> work_area;

int main() {
    (void)use::all();
    return GetCurrentProcessId() != 0 && mote::self_test(work_area).passed() ? 0 : 1;
}
