# SPDX-License-Identifier: MIT
# Cortex-M0, with the memory of a small part (256 KB of flash, 16 KB of RAM) and no floating-point unit.
set(core "-mcpu=cortex-m0")
set(machine microbit)
set(memory FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=16K STACK_SIZE=4K)
include("${CMAKE_CURRENT_LIST_DIR}/common/cortex-m.cmake")
