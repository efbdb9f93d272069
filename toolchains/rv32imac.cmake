# SPDX-License-Identifier: MIT
# RISC-V of 32 bits with 16 KB of RAM and no floating-point unit (SiFive FE310).
set(core "-march=rv32imac -mabi=ilp32")
set(bits 32)
set(machine sifive_e)
set(memory FLASH=0x20400000 FLASH_SIZE=256K RAM=0x80000000 RAM_SIZE=16K STACK_SIZE=4K)
include("${CMAKE_CURRENT_LIST_DIR}/common/riscv.cmake")
