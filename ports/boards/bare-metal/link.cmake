# SPDX-License-Identifier: MIT
# Links mote_board without an operating system and without anybody else's startup: the compiler's own helpers, and the C
# library's memcpy and its three sisters. For the board.cmake of a folder whose startup.cpp names `board_reset`.
set(mote_memory_script "${CMAKE_CURRENT_LIST_DIR}/memory.ld")
if(NOT MOTE_BOARD_MEMORY)
    message(FATAL_ERROR "mote: the board ${MOTE_BOARD} needs MOTE_BOARD_MEMORY, a list of FLASH=<address> "
                        "FLASH_SIZE=<bytes> RAM=<address> RAM_SIZE=<bytes> STACK_SIZE=<bytes>; "
                        "toolchains/cortex-m4.cmake has one.")
endif()
target_compile_options(mote_board PUBLIC "$<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics>")
list(TRANSFORM MOTE_BOARD_MEMORY PREPEND "-Wl,--defsym=" OUTPUT_VARIABLE memory)
target_link_options(mote_board INTERFACE -nostdlib "-T${mote_memory_script}" ${memory}
    -Wl,--gc-sections -Wl,--no-warn-rwx-segments)
target_link_libraries(mote_board INTERFACE -lc -lgcc)
set_property(TARGET mote_board APPEND PROPERTY INTERFACE_LINK_DEPENDS "${mote_memory_script}")
