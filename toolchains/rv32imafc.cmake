# SPDX-License-Identifier: MIT
# RISC-V of 32 bits with a floating-point unit of single precision. What stands below QEMU's memory at 0x80000000 takes
# writes and says nothing; so RAM follows what plays flash, which the board makes read-only.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_CXX_FLAGS_INIT "-march=rv32imafc -mabi=ilp32f -mcmodel=medany --specs=picolibc.specs")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD riscv CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x80000000 FLASH_SIZE=256K RAM=0x80040000 RAM_SIZE=64K STACK_SIZE=8K CACHE STRING "")
set(MOTE_EMULATED_MACHINE virt CACHE STRING "")
