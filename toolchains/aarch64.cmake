# SPDX-License-Identifier: MIT
# Linux on AArch64, with NEON, run by QEMU.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(MOTE_PORT neon CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64-static)
