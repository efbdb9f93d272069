# SPDX-License-Identifier: MIT
# What every Cortex-M without an operating system has in common. The file that includes this one sets `core`, the compiler's
# options, `machine`, QEMU's board, and `memory`, a list that ports/boards/bare-metal/link.cmake explains.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_CXX_FLAGS_INIT "${core} -mthumb")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD cortex-m CACHE STRING "")
set(MOTE_BOARD_MEMORY ${memory} CACHE STRING "")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-system-arm -M ${machine} -display none -monitor none -serial none
    -chardev stdio,id=s0 -semihosting-config enable=on,target=native,chardev=s0 -kernel)
