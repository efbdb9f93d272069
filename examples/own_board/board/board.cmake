# SPDX-License-Identifier: MIT
# From reset to main, faults and the time are those of any Cortex-M; so are the memory map and the linker's options.
set(ports "${PROJECT_SOURCE_DIR}/ports")
target_sources(mote_board PRIVATE "${ports}/cortex-m/startup.cpp" "${ports}/cortex-m/ticks.cpp")
include("${ports}/bare-metal/link.cmake")
set(mote_board_fault "fault: processor exception 3")
set(mote_board_stack_overflow "fault: processor exception 3")
