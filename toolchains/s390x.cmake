# SPDX-License-Identifier: MIT
# Linux on IBM Z, the big-endian machine, one lane (the port zvector needs -march=z14), run by QEMU.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(CMAKE_CXX_COMPILER s390x-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(MOTE_PORT generic CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-s390x-static)
