# SPDX-License-Identifier: MIT
# Any RISC-V without an operating system. GCC's trap is a breakpoint, number 3; a stack that grows too long ends with a
# store access fault, 7.
include("${CMAKE_CURRENT_LIST_DIR}/../bare-metal/link.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../bare-metal/qemu.cmake")
mote_emulate_by_qemu(qemu-system-${CMAKE_SYSTEM_PROCESSOR} -bios none)  # riscv32 or riscv64
set(mote_board_fault "fault: processor exception 3")
set(mote_board_stack_overflow "fault: processor exception 7")
