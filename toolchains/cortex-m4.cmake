# SPDX-License-Identifier: MIT
# Cortex-M4F, with the memory of a common part (256 KB of flash, 64 KB of RAM).
set(core "-mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16")
set(machine mps2-an386)
set(memory FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=64K STACK_SIZE=8K)
include("${CMAKE_CURRENT_LIST_DIR}/common/cortex-m.cmake")
