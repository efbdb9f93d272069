# SPDX-License-Identifier: MIT
# Cortex-M3: no floating-point unit, so everything is done by the compiler's helpers and mote's own root.
set(core "-mcpu=cortex-m3")
set(machine mps2-an385)
set(memory FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=64K STACK_SIZE=8K)
include("${CMAKE_CURRENT_LIST_DIR}/common/cortex-m.cmake")
