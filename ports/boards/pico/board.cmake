# SPDX-License-Identifier: MIT
# Raspberry Pi Pico. From reset to main, faults and the time are those of any Cortex-M; so are the memory map and the linker's
# options. Beside every program lies its image for the Pico's boot loader, <program>.uf2. Tests run that image in rp2040js, which
# npm brings into the build folder; it has no faults, so no line is promised here.
target_sources(mote_board PRIVATE "${mote_boards}/cortex-m/startup.cpp" "${mote_boards}/cortex-m/ticks.cpp")
include("${mote_boards}/bare-metal/link.cmake")

find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(mote_uf2 "${CMAKE_CURRENT_LIST_DIR}/uf2.py")
function(mote_board_finish program)
    add_custom_command(TARGET ${program} POST_BUILD
        COMMAND Python3::Interpreter "${mote_uf2}" "$<TARGET_FILE:${program}>" "$<TARGET_FILE:${program}>.uf2" VERBATIM)
    set_property(TARGET ${program} APPEND PROPERTY LINK_DEPENDS "${mote_uf2}")
endfunction()

if(NOT CMAKE_CROSSCOMPILING_EMULATOR)
    set(CMAKE_CROSSCOMPILING_EMULATOR node "${CMAKE_CURRENT_LIST_DIR}/rp2040.mjs" "${PROJECT_BINARY_DIR}/rp2040js")
endif()
