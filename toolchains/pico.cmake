# SPDX-License-Identifier: MIT
# Raspberry Pi Pico: an RP2040 (Cortex-M0+, no floating-point unit, 264 KB of RAM) with 2 MB of flash. ports/boards/pico/README.md
# walks from here to a board that learns.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m0plus -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD pico CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x10000000 FLASH_SIZE=2048K RAM=0x20000000 RAM_SIZE=256K STACK_SIZE=8K CACHE STRING "")
