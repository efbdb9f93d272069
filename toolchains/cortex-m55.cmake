# SPDX-License-Identifier: MIT
# Cortex-M55 with Helium. Where denormals must count, use the port microcontroller and -mcpu=cortex-m55+nomve.fp
# (ports/README.md).
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "-mcpu=cortex-m55 -mfloat-abi=hard -mthumb")
set(MOTE_PORT helium CACHE STRING "")
set(MOTE_BOARD cortex-m CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH=0x00000000 FLASH_SIZE=256K RAM=0x20000000 RAM_SIZE=64K STACK_SIZE=8K CACHE STRING "")
set(MOTE_EMULATED_MACHINE mps3-an547 CACHE STRING "")
