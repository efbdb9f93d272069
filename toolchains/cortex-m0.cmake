# SPDX-License-Identifier: MIT
# Cortex-M0, with the memory of a small part (256 KB of flash, 16 KB of RAM) and no floating-point unit.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m0 -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD cortex-m CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=16K STACK_SIZE=4K CACHE STRING "")
set(MOTE_EMULATED_MACHINE microbit CACHE STRING "")
