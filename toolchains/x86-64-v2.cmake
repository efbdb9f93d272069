# SPDX-License-Identifier: MIT
# x86-64, level 2, by the compiler of this machine and on its processor. For CMake it is another machine: it gets the
# tests of targets and no others.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_CXX_FLAGS_INIT -march=x86-64-v2)
set(MOTE_PORT sse2 CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
set(MOTE_PROCESSOR_FEATURE sse4_2 CACHE STRING "")  # which no lower level has
