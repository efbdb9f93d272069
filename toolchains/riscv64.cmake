# SPDX-License-Identifier: MIT
# Linux on RISC-V without vectors, run by QEMU.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR riscv64)
set(CMAKE_CXX_COMPILER riscv64-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(MOTE_PORT generic CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-riscv64-static)
