# SPDX-License-Identifier: MIT
# `command` must fail, and what it says must match `sentence`.
execute_process(COMMAND ${command} RESULT_VARIABLE failed OUTPUT_VARIABLE text ERROR_VARIABLE text)
if(NOT failed)
    message(FATAL_ERROR "It succeeds; expected was:\n${sentence}\nIt says:\n${text}")
endif()
if(NOT text MATCHES "mote: [^\n]*${sentence}")
    message(FATAL_ERROR "It fails, but does not say:\n${sentence}\nIt says:\n${text}")
endif()
message("${text}")
