# SPDX-License-Identifier: MIT
# STM32F103C8, as on the board known as Blue Pill: a Cortex-M3 with 64 KB of flash and 20 KB of RAM. QEMU has its larger sibling
# STM32F205, with the same addresses.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m3 -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD cortex-m CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x08000000 FLASH_SIZE=64K RAM=0x20000000 RAM_SIZE=20K STACK_SIZE=6K CACHE STRING "")
set(MOTE_EMULATED_MACHINE netduino2 CACHE STRING "")
