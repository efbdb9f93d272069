# SPDX-License-Identifier: MIT
# `program` prints what the file `expected` holds.
execute_process(COMMAND ${program} OUTPUT_VARIABLE printed RESULT_VARIABLE code)
file(READ "${expected}" wanted)
if(NOT code EQUAL 0 OR NOT printed STREQUAL wanted)
    message(FATAL_ERROR "The bits differ, or it ended with ${code}. It printed\n${printed}\ninstead of\n${wanted}")
endif()
