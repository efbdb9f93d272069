# SPDX-License-Identifier: MIT
# BBC micro:bit (version 1). Startup and faults are those of any Cortex-M; so are the memory map and the linker's options. Beside
# every program lies its image, <program>.hex, which is copied to the drive that the micro:bit is; tests run that image in QEMU.
target_sources(mote_board PRIVATE "${mote_boards}/cortex-m/startup.cpp")
include("${mote_boards}/bare-metal/link.cmake")
set(mote_board_fault "fault: processor exception 3")
set(mote_board_stack_overflow "fault: processor exception 3")

function(mote_board_finish program)
    add_custom_command(TARGET ${program} POST_BUILD
        COMMAND "${CMAKE_OBJCOPY}" -O ihex "$<TARGET_FILE:${program}>" "$<TARGET_FILE:${program}>.hex" VERBATIM)
endfunction()

if(NOT CMAKE_CROSSCOMPILING_EMULATOR)
    set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/emulate")
endif()
