# SPDX-License-Identifier: MIT
# WebAssembly with SIMD and a system interface (WASI), compiled by clang, run by node.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_FLAGS_INIT -msimd128)
set(MOTE_PORT wasm CACHE STRING "")
set(MOTE_BOARD desktop CACHE STRING "")
