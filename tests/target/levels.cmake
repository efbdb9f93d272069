# SPDX-License-Identifier: MIT
# Compiles one program with one compiler at one level of optimisation; it has to print what it always prints.
execute_process(COMMAND ${compile} -o "${program}" COMMAND_ERROR_IS_FATAL ANY)
set(command "${program}" ${arguments})
include("${CMAKE_CURRENT_LIST_DIR}/../../lib/cmake/run_and_compare.cmake")
