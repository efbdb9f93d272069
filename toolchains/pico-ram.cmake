# SPDX-License-Identifier: MIT
# Raspberry Pi Pico with the program in the lower half of its RAM: what is in flash stays there. (A stack that grows too long then
# runs over the program instead of leaving the memory.)
set(MOTE_BOARD_MEMORY FLASH=0x20000000 FLASH_SIZE=128K RAM=0x20020000 RAM_SIZE=128K STACK_SIZE=8K CACHE STRING "")
include("${CMAKE_CURRENT_LIST_DIR}/pico.cmake")
