# SPDX-License-Identifier: MIT
# mote is C++: a project that has only C cannot compile it, nor what mote_add_c_interface writes.
if(NOT CMAKE_CXX_COMPILER_LOADED)
    message(FATAL_ERROR "mote: this project has no C++; where it says project(... LANGUAGES C), it needs LANGUAGES C CXX.")
endif()
