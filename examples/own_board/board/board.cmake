# SPDX-License-Identifier: MIT
# From reset to main, faults and the time are those of any Cortex-M; so are the memory map and the linker's options.
target_sources(mote_board PRIVATE "${mote_boards}/cortex-m/startup.cpp" "${mote_boards}/cortex-m/ticks.cpp")
include("${mote_boards}/bare-metal/link.cmake")
set(mote_board_fault "fault: processor exception 3")
set(mote_board_stack_overflow "fault: processor exception 3")

# Text comes through QEMU's serial line; semihosting is for the exit code.
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-system-arm -M netduinoplus2 -serial stdio -display none -monitor none
    -semihosting-config enable=on,target=native -kernel)
