# SPDX-License-Identifier: MIT
# AVRs for which the C library (avr-libc) has a startup and a memory map: the compiler's option -mmcu chooses.
# Constants lie in RAM, since other instructions read flash: XOR's texts and tables take 118 bytes of it, and so would
# the weights of a network that only predicts. The one fault to be caught is the compiler's own trap; a stack that grows
# too long is not noticed.
target_compile_options(mote_board PUBLIC "$<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics>")
target_link_options(mote_board INTERFACE -Wl,--gc-sections)
set(mote_board_fault "fault: abort")
if(MOTE_EMULATED_MACHINE AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/simavr" ${MOTE_EMULATED_MACHINE} 16000000)
endif()
