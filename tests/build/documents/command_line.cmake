# SPDX-License-Identifier: MIT
# The README's line without CMake builds its first program, which is the example, and that prints what it has to.
file(READ "${source}/README.md" readme)
if(NOT readme MATCHES "Without CMake: `([^`]+)`.* needs a board besides: `([^`]+)`")
    message(FATAL_ERROR "README.md has no line without CMake.")
endif()
separate_arguments(flags UNIX_COMMAND "${CMAKE_MATCH_1} ${CMAKE_MATCH_2}")
execute_process(COMMAND "${compiler}" ${flags} examples/xor/xor.cpp -o "${program}"
    WORKING_DIRECTORY "${source}" COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
set(command "${program}")
set(expected_text "${source}/examples/xor/xor.expected")
include("${source}/lib/cmake/run_and_compare.cmake")
