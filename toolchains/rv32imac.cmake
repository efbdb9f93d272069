# SPDX-License-Identifier: MIT
# RISC-V of 32 bits with 16 KB of RAM and no floating-point unit (SiFive FE310). No _zicsr in -march: GCC 12 has no C
# library under that name, and the board's assembly asks for it by itself.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_CXX_FLAGS_INIT "-march=rv32imac -mabi=ilp32 -mcmodel=medany --specs=picolibc.specs")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD riscv CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x20400000 FLASH_SIZE=256K RAM=0x80000000 RAM_SIZE=16K STACK_SIZE=4K CACHE STRING "")
set(MOTE_EMULATED_MACHINE sifive_e CACHE STRING "")
