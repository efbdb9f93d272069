# SPDX-License-Identifier: MIT
# The file has to compile as it stands, and with MISUSE defined has to fail with the expected sentence in an error line.
# The first half sees to it that the second fails for the reason that is written there.
execute_process(COMMAND ${command} RESULT_VARIABLE failed ERROR_VARIABLE errors)
if(failed)
    message(FATAL_ERROR "Does not even compile without MISUSE:\n${errors}")
endif()

execute_process(COMMAND ${command} -DMISUSE RESULT_VARIABLE failed ERROR_VARIABLE errors)
if(NOT failed)
    message(FATAL_ERROR "Compiles, though it is misuse. Expected:\n${sentence}")
endif()
string(REGEX MATCHALL "error:[^\n]*" error_lines "${errors}")
string(FIND "${error_lines}" "${sentence}" position)
if(position EQUAL -1)
    message(FATAL_ERROR "Fails, but not with the expected sentence:\n${sentence}\nThe compiler says:\n${errors}")
endif()
