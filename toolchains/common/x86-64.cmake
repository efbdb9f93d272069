# SPDX-License-Identifier: MIT
# What the levels of x86-64 have in common. The file that includes this one sets `level`, for -march, `flag`, what
# /proc/cpuinfo calls instructions that no lower level has, and `port`. Programs run on this processor. (QEMU 7.2 has
# three levels, but its masked loads touch what they must not.) For CMake it is another machine: it gets the tests of
# targets and no others.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_CXX_FLAGS_INIT -march=${level})
set(MOTE_PORT ${port} CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
file(STRINGS /proc/cpuinfo has_level REGEX "^flags.* ${flag}( |$)" LIMIT_COUNT 1)
if(NOT has_level)
    message(FATAL_ERROR "mote: this processor has no ${flag}, so it cannot run programs for ${level}.")
endif()
