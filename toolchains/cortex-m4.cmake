# SPDX-License-Identifier: MIT
# Cortex-M4F, with the memory of a common part (256 KB of flash, 64 KB of RAM).
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16 -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD cortex-m CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=64K STACK_SIZE=8K CACHE STRING "")
set(MOTE_EMULATED_MACHINE mps2-an386 CACHE STRING "")
