# SPDX-License-Identifier: MIT
# x86-64, level 2, by the compiler of this machine.
set(level x86-64-v2)
set(flag sse4_2)
set(port sse2)
include("${CMAKE_CURRENT_LIST_DIR}/common/x86-64.cmake")
