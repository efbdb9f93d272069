# SPDX-License-Identifier: MIT
# A part that does not come with mote: STM32F405, a Cortex-M4F with its flash at 0x08000000, and a board with a serial line
# (Netduino Plus 2, which QEMU knows). ports/README.md walks through this folder.
set(core "-mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16")
set(machine netduinoplus2 -serial stdio)
set(memory FLASH=0x08000000 FLASH_SIZE=1024K RAM=0x20000000 RAM_SIZE=128K STACK_SIZE=8K)
set(MOTE_BOARD "${CMAKE_CURRENT_LIST_DIR}/board" CACHE STRING "")
include("${CMAKE_CURRENT_LIST_DIR}/../../toolchains/common/cortex-m.cmake")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-system-arm -M ${machine} -display none -monitor none
    -semihosting-config enable=on,target=native -kernel)
