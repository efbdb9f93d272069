# SPDX-License-Identifier: MIT
# Runs `command`: its text is that of the file `expected`, and one line that is measured. Interrupts must have come in the middle of
# steps, or nothing was shown.
execute_process(COMMAND ${command} OUTPUT_VARIABLE text ECHO_OUTPUT_VARIABLE COMMAND_ERROR_IS_FATAL ANY)
file(READ "${expected}" expected_text)
if(NOT text MATCHES "^(.*)measured, in clocks: [^\n]* ([0-9]+) of them in the middle of a step;[^\n]*\n$")
    message(FATAL_ERROR "There is no line that is measured.")
endif()
if(NOT CMAKE_MATCH_1 STREQUAL expected_text)
    message(SEND_ERROR "The output is not that of ${expected}:\n${expected_text}")
endif()
if(CMAKE_MATCH_2 LESS 300)
    message(SEND_ERROR "Only ${CMAKE_MATCH_2} interrupts came in the middle of a step.")
endif()
