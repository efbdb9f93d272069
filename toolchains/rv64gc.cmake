# SPDX-License-Identifier: MIT
# RISC-V of 64 bits with a floating-point unit of double precision; its memory as in rv32imafc.cmake.
set(core "-march=rv64gc -mabi=lp64d")
set(bits 64)
set(machine virt)
set(memory FLASH=0x80000000 FLASH_SIZE=256K RAM=0x80040000 RAM_SIZE=64K STACK_SIZE=8K)
include("${CMAKE_CURRENT_LIST_DIR}/common/riscv.cmake")
