# SPDX-License-Identifier: MIT
# Any Cortex-M without an operating system. Every fault is a hard fault, number 3, unless a program asks for others.
include("${CMAKE_CURRENT_LIST_DIR}/../bare-metal/link.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../bare-metal/qemu.cmake")
mote_emulate_by_qemu(qemu-system-arm)
set(mote_board_fault "fault: processor exception 3")
set(mote_board_stack_overflow "fault: processor exception 3")
