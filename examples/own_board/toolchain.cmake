# SPDX-License-Identifier: MIT
# A part that does not come with mote: STM32F405, a Cortex-M4F with its flash at 0x08000000, and a board with a serial line
# (Netduino Plus 2, which QEMU knows). ports/README.md walks through this folder.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16 -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD "${CMAKE_CURRENT_LIST_DIR}/board" CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x08000000 FLASH_SIZE=1M RAM=0x20000000 RAM_SIZE=128K STACK_SIZE=8K CACHE STRING "")
