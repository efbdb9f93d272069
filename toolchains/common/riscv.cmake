# SPDX-License-Identifier: MIT
# What every RISC-V without an operating system has in common. The file that includes this one sets `core`, the
# compiler's options, `bits`, 32 or 64, `machine`, QEMU's board, and `memory`, a list that ports/boards/bare-metal/link.cmake
# explains. (No _zicsr in -march: GCC 12 has no C library under that name. The board's assembly asks for it by itself.)
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv${bits})
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_CXX_FLAGS_INIT "${core} -mcmodel=medany --specs=picolibc.specs")
set(MOTE_PORT microcontroller CACHE STRING "")
set(MOTE_BOARD riscv CACHE STRING "")
set(MOTE_BOARD_MEMORY ${memory} CACHE STRING "")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-system-riscv${bits} -M ${machine} -bios none -display none -monitor none
    -serial none -chardev stdio,id=s0 -semihosting-config enable=on,target=native,chardev=s0 -kernel)
