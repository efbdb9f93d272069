# SPDX-License-Identifier: MIT
# Runs `command`, shows its output, and demands the text of the file `expected_text` (if given) and the exit code.
if(NOT expected_exit)
    set(expected_exit 0)
endif()

execute_process(COMMAND ${command} OUTPUT_VARIABLE text ECHO_OUTPUT_VARIABLE RESULT_VARIABLE exit)
if(NOT exit EQUAL expected_exit)
    message(SEND_ERROR "The exit code is ${exit}, not ${expected_exit}.")
endif()
if(expected_text)
    file(READ "${expected_text}" expected)
    if(NOT text STREQUAL expected)
        message(SEND_ERROR "The output is not that of ${expected_text}:\n${expected}")
    endif()
endif()
