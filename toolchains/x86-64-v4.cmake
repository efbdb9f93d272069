# SPDX-License-Identifier: MIT
# x86-64, level 4, by the compiler of this machine.
set(level x86-64-v4)
set(flag avx512vl)
set(port avx512)
include("${CMAKE_CURRENT_LIST_DIR}/common/x86-64.cmake")
