# SPDX-License-Identifier: MIT
# Linux on 32-bit x86 with SSE2, run by QEMU.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)
set(CMAKE_CXX_COMPILER i686-linux-gnu-g++)
set(CMAKE_CXX_FLAGS_INIT "-msse2 -mfpmath=sse")
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(MOTE_PORT sse2 CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-i386-static -cpu max)
