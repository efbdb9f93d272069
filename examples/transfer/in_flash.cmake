# SPDX-License-Identifier: MIT
# The object `constant` lies among the constants of the file `object`, and no initialised data goes to RAM.
execute_process(COMMAND "${nm}" "${object}" OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]*${constant}E?\n" found "${symbols}")
if(NOT found MATCHES " [rR] " OR found MATCHES " [bBdD] ")
    message(SEND_ERROR "${constant} is no constant in flash: ${found}")
endif()

execute_process(COMMAND "${objdump}" -h "${object}" OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL " \\.data[^ ]* +[0-9a-f]+" data "${sections}")
list(FILTER data EXCLUDE REGEX " 0+$")
if(data)
    message(SEND_ERROR "There is initialised data (section, bytes in hexadecimal): ${data}")
endif()
