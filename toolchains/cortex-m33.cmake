# SPDX-License-Identifier: MIT
# Cortex-M33 with a floating-point unit, in its secure state.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m33 -mfloat-abi=hard -mfpu=fpv5-sp-d16 -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD cortex-m CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x10000000 FLASH_SIZE=256K RAM=0x38000000 RAM_SIZE=64K STACK_SIZE=8K CACHE STRING "")
set(MOTE_EMULATED_MACHINE mps2-an505 CACHE STRING "")
