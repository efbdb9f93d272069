# SPDX-License-Identifier: MIT
# The file has to compile as it stands, and with MISUSE defined has to fail with the expected sentence as its only error.
# The first half sees to it that the second fails for the reason that is written there.
execute_process(COMMAND ${command} RESULT_VARIABLE failed ERROR_VARIABLE errors)
if(failed)
    message(FATAL_ERROR "Does not even compile without MISUSE:\n${errors}")
endif()

execute_process(COMMAND ${command} -DMISUSE RESULT_VARIABLE failed ERROR_VARIABLE errors)
if(NOT failed)
    message(FATAL_ERROR "Compiles, though it is misuse. Expected:\n${sentence}")
endif()
string(REPLACE "fatal error:" "" errors "${errors}")  # ends the compilation after the sentence of an #error
string(REPLACE ";" "," one_list "${errors}")
string(REGEX MATCHALL "error:[^\n]*" error_lines "${one_list}")
list(LENGTH error_lines count)
string(REPLACE ";" "," sentence_in_list "${sentence}")
string(FIND "${error_lines}" "${sentence_in_list}" position)
if(position EQUAL -1)
    message(FATAL_ERROR "Fails, but not with the expected sentence:\n${sentence}\nThe compiler says:\n${errors}")
elseif(count GREATER 1)
    message(FATAL_ERROR "Fails with ${count} errors instead of one sentence:\n${errors}")
endif()
