# SPDX-License-Identifier: MIT
# RISC-V of 32 bits with a floating-point unit of single precision. What stands below QEMU's memory at 0x80000000 takes
# writes and says nothing; so RAM stands behind what plays flash, which the board makes read-only.
set(core "-march=rv32imafc -mabi=ilp32f")
set(bits 32)
set(machine virt)
set(memory FLASH=0x80000000 FLASH_SIZE=256K RAM=0x80040000 RAM_SIZE=64K STACK_SIZE=8K)
include("${CMAKE_CURRENT_LIST_DIR}/common/riscv.cmake")
