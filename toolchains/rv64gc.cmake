# SPDX-License-Identifier: MIT
# RISC-V of 64 bits with a floating-point unit of double precision; its memory as in rv32imafc.cmake.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv64)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_CXX_FLAGS_INIT "-march=rv64gc -mabi=lp64d -mcmodel=medany --specs=picolibc.specs")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD riscv CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x80000000 FLASH_SIZE=256K RAM=0x80040000 RAM_SIZE=64K STACK_SIZE=8K CACHE STRING "")
set(MOTE_EMULATED_MACHINE virt CACHE STRING "")
