# SPDX-License-Identifier: MIT
# BBC micro:bit (version 1): an nRF51822 (Cortex-M0, no floating-point unit) with 256 KB of flash and 16 KB of RAM.
# ports/boards/microbit/README.md walks from here to a board that learns.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m0 -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD microbit CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=16K STACK_SIZE=4K CACHE STRING "")
