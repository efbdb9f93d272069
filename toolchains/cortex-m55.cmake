# SPDX-License-Identifier: MIT
# Cortex-M55 with Helium. Where denormals must count, use the port microcontroller and -mcpu=cortex-m55+nomve.fp (ports/README.md).
set(core "-mcpu=cortex-m55 -mfloat-abi=hard")
set(machine mps3-an547)
set(memory FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=64K STACK_SIZE=8K)
set(MOTE_PORT helium CACHE STRING "")
include("${CMAKE_CURRENT_LIST_DIR}/common/cortex-m.cmake")
