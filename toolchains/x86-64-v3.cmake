# SPDX-License-Identifier: MIT
# x86-64, level 3, by the compiler of this machine.
set(level x86-64-v3)
set(flag fma)
set(port avx2)
include("${CMAKE_CURRENT_LIST_DIR}/common/x86-64.cmake")
