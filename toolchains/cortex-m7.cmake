# SPDX-License-Identifier: MIT
# Cortex-M7 with a floating-point unit (FPv5).
set(core "-mcpu=cortex-m7 -mfloat-abi=hard -mfpu=fpv5-d16")
set(machine mps2-an500)
set(memory FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=64K STACK_SIZE=8K)
include("${CMAKE_CURRENT_LIST_DIR}/common/cortex-m.cmake")
