# SPDX-License-Identifier: MIT
# STM32F407VG, as on ST's STM32F4 Discovery: a Cortex-M4F with 1 MB of flash and 128 KB of RAM in one piece. QEMU has its sibling
# STM32F405, with the same addresses.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16 -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD cortex-m CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x08000000 FLASH_SIZE=1024K RAM=0x20000000 RAM_SIZE=128K STACK_SIZE=8K CACHE STRING "")
set(MOTE_EMULATED_MACHINE netduinoplus2 CACHE STRING "")
