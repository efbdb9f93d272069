# SPDX-License-Identifier: MIT
# Linux on RISC-V with vectors of 128 bits, compiled by clang with the libraries of the cross GCC, run by QEMU.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR riscv64)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_CXX_COMPILER_TARGET riscv64-linux-gnu)
set(CMAKE_NM riscv64-linux-gnu-nm)
set(CMAKE_OBJDUMP riscv64-linux-gnu-objdump)
set(CMAKE_CXX_FLAGS_INIT -march=rv64gcv)
# QEMU 7.2 fails (translate.c:213) at a vector conversion towards zero (vfncvt.rtz) with no other float instruction
# before it in its block; clang makes such of neighbouring casts to integers. This comes after -O2, which undoes it:
add_compile_options(-fno-slp-vectorize)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(MOTE_PORT rvv CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-riscv64-static -cpu rv64,v=true,vlen=128,vext_spec=v1.0)
