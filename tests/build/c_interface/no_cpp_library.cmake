# SPDX-License-Identifier: MIT
# A program that needs neither the C++ library nor its run time.
execute_process(COMMAND "${objdump}" -x "${program}" OUTPUT_VARIABLE contents COMMAND_ERROR_IS_FATAL ANY)
set(names "libstdc\\+\\+|libc\\+\\+|__cxa_(throw|guard|pure|atexit)|__gxx_|_Zn[wa]")
string(REGEX MATCHALL "(${names})[^ \n]*" found "${contents}")
if(found)
    message(FATAL_ERROR "The program needs of C++: ${found}")
endif()
if(NOT contents MATCHES "gate_train")
    message(FATAL_ERROR "The program has no symbols, so nothing can be said:\n${contents}")
endif()
