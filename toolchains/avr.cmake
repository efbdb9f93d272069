# SPDX-License-Identifier: MIT
# ATmega328P (32 KB of flash, 2 KB of RAM), compiled by clang with the C library and the linker of avr-gcc.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR avr)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_CXX_COMPILER_TARGET avr)
set(CMAKE_NM avr-nm)
set(CMAKE_OBJDUMP avr-objdump)
set(CMAKE_CXX_FLAGS_INIT -mmcu=atmega328p)
add_compile_options(-Os)  # after the preset's -O2
# Where this linker (binutils 2.26) shortens a call, jumps across it, which clang has resolved already, go astray.
set(CMAKE_EXE_LINKER_FLAGS_INIT -mno-relax)
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD avr CACHE STRING "")
set(MOTE_BOARD_MEMORY FLASH_SIZE=32K RAM_SIZE=2K CACHE STRING "")
set(MOTE_EMULATED_MACHINE atmega328p CACHE STRING "")
