# SPDX-License-Identifier: MIT
# The object `constant` lies among the constants of the file `object`, and no initialised data goes to RAM.
execute_process(COMMAND "${nm}" "${object}" OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]*${constant}E?\n" found "${symbols}")
if(NOT found MATCHES " [rR] " OR found MATCHES " [bBdD] ")
    message(SEND_ERROR "${constant} is no constant in flash: ${found}")
endif()

include("${CMAKE_CURRENT_LIST_DIR}/../../tests/build/no_initialised_data.cmake")
