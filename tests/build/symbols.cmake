# SPDX-License-Identifier: MIT
# An object made of mote alone may need four functions from outside, and the compiler's own helpers where a machine has
# no floating-point unit, no product of 32 or 64 bits or no quotient (of a slice's budget); and it has no initialised data,
# which would cost its bytes in flash and in RAM. (.TOC. is where POWER keeps addresses, __stack_pointer and
# __indirect_function_table are WebAssembly's: the linker has them. By
# __do_copy_data and __do_clear_bss an AVR's object asks for memory to be filled at the start.)
set(helpers "__[a-z]+sf[a-z0-9]*|__mul[sd]i3|__udiv(mod)?[hs]i[34]|__aeabi_(c?f[a-z0-9]+|u?i2f|lmul|uidiv(mod)?)")
set(of_machines "\\.TOC\\.|__stack_pointer|__indirect_function_table|__do_copy_data|__do_clear_bss")
set(allowed "^(memcpy|memmove|memset|memcmp|${helpers}|${of_machines})$")

execute_process(COMMAND "${nm}" -u "${object}" OUTPUT_VARIABLE undefined COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+\n" undefined "${undefined}")
list(TRANSFORM undefined STRIP)
list(FILTER undefined EXCLUDE REGEX "${allowed}")
if(undefined)
    message(SEND_ERROR "These symbols would have to come from somewhere: ${undefined}")
endif()

include("${CMAKE_CURRENT_LIST_DIR}/no_initialised_data.cmake")
