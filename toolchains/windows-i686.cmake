# SPDX-License-Identifier: MIT
# Windows on 32-bit x86 with SSE2 by MinGW-w64, run by a Wine that has its 32 bits (ports/boards/desktop/board.cmake).
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR X86)
set(CMAKE_CXX_COMPILER i686-w64-mingw32-g++)
set(CMAKE_CXX_FLAGS_INIT "-msse2 -mfpmath=sse")
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(MOTE_PORT sse2 CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
