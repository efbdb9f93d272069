# SPDX-License-Identifier: MIT
# MOTE_PORT=native: the port with the most lanes among those that compile with this machine's own instructions. A port
# refuses (#error) where its instructions are missing, so asking each is enough; the answer is kept.

# Sets `result` to the name of that folder of `ports` (ports/arithmetic), and `option` to the compiler's option for this machine.
function(mote_find_native result option ports)
    if(CMAKE_CROSSCOMPILING)
        message(FATAL_ERROR "mote: MOTE_PORT is native, which is the machine that builds; this build is for another one. "
                            "Choose a folder of ${ports}.")
    endif()
    if(NOT DEFINED MOTE_NATIVE_PORT)
        set(native -march=native)
        if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(ppc|powerpc)")
            set(native -mcpu=native)
        endif()
        set(found generic)
        file(GLOB packs RELATIVE "${ports}" "${ports}/*/mote_pack.hpp")
        list(REMOVE_ITEM packs vector/mote_pack.hpp)  # compiles everywhere, with or without vectors
        foreach(lanes IN ITEMS 16 8 4)
            foreach(pack IN LISTS packs)
                cmake_path(GET pack PARENT_PATH port)
                set(probe "${CMAKE_BINARY_DIR}/CMakeFiles/mote_probe_${port}.cpp")
                file(WRITE "${probe}"
                    "#include <${ports}/${pack}>\nstatic_assert(mote::MOTE_PORT::Pack::width == ${lanes});\nint main() {}\n")
                try_compile(suits "${CMAKE_BINARY_DIR}/CMakeFiles/mote_probe" "${probe}"
                    COMPILE_DEFINITIONS ${native} CXX_STANDARD 17 CXX_STANDARD_REQUIRED ON)
                if(suits AND found STREQUAL generic)
                    set(found ${port})
                endif()
            endforeach()
            if(NOT found STREQUAL generic)
                break()
            endif()
        endforeach()
        message(STATUS "mote: the port for this machine is ${found}")
        set(MOTE_NATIVE_PORT ${found} CACHE INTERNAL "What MOTE_PORT=native found")
        set(MOTE_NATIVE_OPTION ${native} CACHE INTERNAL "The compiler's option for this machine")
    endif()
    set(${result} ${MOTE_NATIVE_PORT} PARENT_SCOPE)
    set(${option} ${MOTE_NATIVE_OPTION} PARENT_SCOPE)
endfunction()
