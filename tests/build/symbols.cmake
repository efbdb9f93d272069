# SPDX-License-Identifier: MIT
# An object made of mote alone may need four functions from outside, and the compiler's own helpers where a machine has
# no floating-point unit; and it has no initialised data, which would cost its bytes in flash and in RAM.
# (.TOC. is where POWER keeps addresses: the linker has it.)
set(allowed "^(memcpy|memmove|memset|memcmp|__[a-z]+sf[a-z0-9]*|__aeabi_(c?f[a-z0-9]+|u?i2f)|\\.TOC\\.)$")

execute_process(COMMAND "${nm}" -u "${object}" OUTPUT_VARIABLE undefined COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+\n" undefined "${undefined}")
list(TRANSFORM undefined STRIP)
list(FILTER undefined EXCLUDE REGEX "${allowed}")
if(undefined)
    message(SEND_ERROR "These symbols would have to come from somewhere: ${undefined}")
endif()

execute_process(COMMAND "${objdump}" -h "${object}" OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\\.data[^ ]* +[0-9a-f]+" data "${sections}")
list(FILTER data EXCLUDE REGEX " 0+$")
if(data)
    message(SEND_ERROR "There is initialised data (section, bytes in hexadecimal): ${data}")
endif()
