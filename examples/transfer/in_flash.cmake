# SPDX-License-Identifier: MIT
# The symbol `constant` of `object` lies among its constants and has so many `bytes`; and no initialised data goes to RAM.
execute_process(COMMAND "${nm}" -S -t d "${object}" OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCH "[0-9]+ 0*${bytes} [rR] [^\n]*${constant}[^\n]*\n" found "${symbols}")
if(NOT found)
    message(SEND_ERROR "There is no constant ${constant} of ${bytes} bytes:\n${symbols}")
endif()

execute_process(COMMAND "${objdump}" -h "${object}" OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL " \\.data[^ ]* +[0-9a-f]+" data "${sections}")
list(FILTER data EXCLUDE REGEX " 0+$")
if(data)
    message(SEND_ERROR "There is initialised data (section, bytes in hexadecimal): ${data}")
endif()
