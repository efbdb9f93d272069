# SPDX-License-Identifier: MIT
# How tests run programs where the system itself does not: WebAssembly's in node, those of Windows in Wine.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL wasm32 AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    set(CMAKE_CROSSCOMPILING_EMULATOR node --no-warnings "${CMAKE_CURRENT_LIST_DIR}/wasi.mjs")
endif()
if(CMAKE_SYSTEM_NAME STREQUAL Windows AND NOT CMAKE_HOST_WIN32 AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    set(CMAKE_CROSSCOMPILING_EMULATOR
        "${CMAKE_COMMAND}" -E env "WINEPREFIX=${PROJECT_BINARY_DIR}/wine" "${CMAKE_CURRENT_LIST_DIR}/wine.sh")
endif()

# Programs for a level of x86-64 run on this processor. (QEMU 7.2 has three levels, but its masked loads touch what they
# must not.) MOTE_PROCESSOR_FEATURE is what /proc/cpuinfo calls an instruction that they need.
if(MOTE_PROCESSOR_FEATURE AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    file(STRINGS /proc/cpuinfo mote_processor REGEX "^flags.* ${MOTE_PROCESSOR_FEATURE}( |$)" LIMIT_COUNT 1)
    if(NOT mote_processor)
        message(FATAL_ERROR
            "mote: this processor has no ${MOTE_PROCESSOR_FEATURE}, so it cannot run programs for ${CMAKE_CXX_FLAGS}.")
    endif()
endif()
