# SPDX-License-Identifier: MIT
# To be included: the file `object` may hold no initialised data, which would cost its bytes in flash and in RAM.
execute_process(COMMAND "${objdump}" -h "${object}" OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\\.data[^ ]* +[0-9a-f]+" data "${sections}")
list(FILTER data EXCLUDE REGEX " 0+$")
if(data)
    message(SEND_ERROR "There is initialised data (section, bytes in hexadecimal): ${data}")
endif()
