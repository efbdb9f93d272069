# SPDX-License-Identifier: MIT
# mote itself, in the port of `machine`, once for each profile that it can have.
set(port "${PROJECT_SOURCE_DIR}/ports/arithmetic/${machine}")
set(mote_includes "${PROJECT_SOURCE_DIR}/lib" "${port}")
set(mote_options -O2 -ffp-contract=off -fno-math-errno ${options})

set(CMAKE_REQUIRED_FLAGS "-std=c++17")
set(CMAKE_REQUIRED_DEFINITIONS ${options} -DMOTE_FUSED)
set(CMAKE_REQUIRED_INCLUDES ${mote_includes})
check_cxx_source_compiles("#include <mote/base/port.hpp>\nint main() {}" benchmark_fuses_on_${machine})
unset(CMAKE_REQUIRED_FLAGS)
unset(CMAKE_REQUIRED_DEFINITIONS)
unset(CMAKE_REQUIRED_INCLUDES)

if(benchmark_fuses_on_${machine})
    add_implementation(mote_fused mote_trainers.cpp OPTIONS ${mote_options} -DMOTE_FUSED INCLUDES ${mote_includes})
endif()
add_implementation(mote_unfused mote_trainers.cpp OPTIONS ${mote_options} INCLUDES ${mote_includes})
