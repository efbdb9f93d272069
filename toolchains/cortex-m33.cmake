# SPDX-License-Identifier: MIT
# Cortex-M33 with a floating-point unit, in its secure state.
set(core "-mcpu=cortex-m33 -mfloat-abi=hard -mfpu=fpv5-sp-d16")
set(machine mps2-an505)
set(memory FLASH=0x10000000 FLASH_SIZE=256K RAM=0x38000000 RAM_SIZE=64K STACK_SIZE=8K)
include("${CMAKE_CURRENT_LIST_DIR}/common/cortex-m.cmake")
