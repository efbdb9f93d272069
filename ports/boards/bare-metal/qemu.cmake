# SPDX-License-Identifier: MIT
# mote_emulate_by_qemu(<program> [<option>...]): tests run a board's programs in this QEMU, with semihosting. Which machine it
# is to be, MOTE_EMULATED_MACHINE of the toolchain file says; who sets CMAKE_CROSSCOMPILING_EMULATOR himself has his way.
macro(mote_emulate_by_qemu program)
    if(MOTE_EMULATED_MACHINE AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
        set(CMAKE_CROSSCOMPILING_EMULATOR ${program} -M ${MOTE_EMULATED_MACHINE} ${ARGN} -display none -monitor none
            -serial none -chardev stdio,id=s0 -semihosting-config enable=on,target=native,chardev=s0 -kernel)
    endif()
endmacro()
