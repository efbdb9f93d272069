# SPDX-License-Identifier: MIT
# RISC-V of 32 bits without atomic instructions and without a floating-point unit: the instructions of an ESP32-C3, in a machine
# of QEMU that has no others. The chip itself starts by Espressif's own loader (ports/package, esp-idf), and was not tried.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_CXX_FLAGS_INIT "-march=rv32imc -mabi=ilp32 -mcmodel=medany --specs=picolibc.specs")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD riscv CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x80000000 FLASH_SIZE=4096K RAM=0x80400000 RAM_SIZE=384K STACK_SIZE=8K CACHE STRING "")
set(MOTE_EMULATED_MACHINE virt -cpu rv32,a=false,f=false,d=false CACHE STRING "")
