# SPDX-License-Identifier: MIT
# Linux on POWER8 and later, with VSX, run by QEMU.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ppc64le)
set(CMAKE_CXX_COMPILER powerpc64le-linux-gnu-g++)
set(CMAKE_CXX_FLAGS_INIT -mcpu=power8)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(MOTE_PORT vsx CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-ppc64le-static)
