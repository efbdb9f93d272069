# SPDX-License-Identifier: MIT
# Windows on x86-64 by MinGW-w64, run by Wine (ports/boards/desktop/board.cmake).
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR AMD64)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(MOTE_PORT sse2 CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
