# SPDX-License-Identifier: MIT
# The targets bench and bench-short: run each machine's program, report, and draw. bench-shares: where the time of a step
# goes. Everything lands in the build folder.
find_program(GNUPLOT gnuplot)
set(folder "${PROJECT_BINARY_DIR}")

# For libraries that choose their kernels at run time: one thread, and the widest kernels of the machine, no wider ones.
# (Left alone, the OpenBLAS of Debian 12 takes AVX2 on a new AMD with AVX-512, and needs up to twice the time.)
set(environment OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1)
set(environment_avx512 OPENBLAS_CORETYPE=SkylakeX)
set(environment_avx2 OPENBLAS_CORETYPE=Haswell ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 DNNL_MAX_CPU_ISA=AVX2)

set(draw "")
set(files "")
foreach(machine IN LISTS machines)
    list(APPEND files "${folder}/results_${machine}.csv")
    if(GNUPLOT)
        list(APPEND draw COMMAND ${CMAKE_COMMAND} -E chdir "${folder}" "${GNUPLOT}" -e "machine='${machine}'"
            "${CMAKE_CURRENT_SOURCE_DIR}/bars.gnuplot"
            COMMAND ${CMAKE_COMMAND} -E echo "The charts: ${folder}/speed_${machine}.png and ${folder}/peak_${machine}.png")
    endif()
endforeach()
if(NOT GNUPLOT)
    set(draw COMMAND ${CMAKE_COMMAND} -E echo "There is no gnuplot, so there are no charts.")
endif()

# add_benchmark(<target> <option of Google Benchmark>…)
function(add_benchmark target)
    set(measure "")
    foreach(machine IN LISTS machines)
        list(APPEND measure COMMAND ${CMAKE_COMMAND} -E env ${environment} ${environment_${machine}}
            $<TARGET_FILE:mote_benchmark_${machine}> "${folder}/results_${machine}.csv" ${ARGN})
    endforeach()
    add_custom_target(${target}
        ${measure}
        COMMAND mote_benchmark_report "${folder}" ${files}
        COMMAND ${CMAKE_COMMAND} -E echo "All numbers are in ${folder}/results.csv, README's table in ${folder}/speed.md."
        ${draw}
        USES_TERMINAL VERBATIM)
    add_dependencies(${target} mote_benchmark_report)
    foreach(machine IN LISTS machines)
        add_dependencies(${target} mote_benchmark_${machine})
    endforeach()
endfunction()
add_benchmark(bench)
add_benchmark(bench-short --benchmark_repetitions=3 --benchmark_min_time=0.003)

set(measure_shares "")
foreach(machine IN LISTS machines)
    list(APPEND measure_shares COMMAND mote_shares_${machine} "${folder}/shares.md")
endforeach()
add_custom_target(bench-shares
    COMMAND ${CMAKE_COMMAND} -E rm -f "${folder}/shares.md"
    ${measure_shares}
    COMMAND ${CMAKE_COMMAND} -E cat "${folder}/shares.md"
    USES_TERMINAL VERBATIM)

# What one bad row does to everybody who is installed: README's table of it, in one_bad_row.md.
add_executable(mote_one_bad_row one_bad_row.cpp)
target_compile_options(mote_one_bad_row PRIVATE -O2 -ffp-contract=off -fno-math-errno)
target_include_directories(mote_one_bad_row SYSTEM PRIVATE "${PROJECT_SOURCE_DIR}/lib"
    "${PROJECT_SOURCE_DIR}/ports/arithmetic/generic")
target_link_libraries(mote_one_bad_row PRIVATE benchmark_interface)
if(LIBTORCH_HEADERS AND LIBTORCH AND LIBTORCH_CORE)
    target_compile_definitions(mote_one_bad_row PRIVATE HAS_LIBTORCH)
    target_include_directories(mote_one_bad_row SYSTEM PRIVATE
        "${LIBTORCH_HEADERS}" "${LIBTORCH_HEADERS}/torch/csrc/api/include")
    target_link_libraries(mote_one_bad_row PRIVATE "${LIBTORCH}" "${LIBTORCH_CORE}")
endif()
if(FANN_HEADERS AND FANN)
    target_compile_definitions(mote_one_bad_row PRIVATE HAS_FANN)
    target_include_directories(mote_one_bad_row SYSTEM PRIVATE "${FANN_HEADERS}")
    target_link_libraries(mote_one_bad_row PRIVATE "${FANN}")
endif()
add_custom_target(bench-one-bad-row
    COMMAND mote_one_bad_row > "${folder}/one_bad_row.md"
    COMMAND ${CMAKE_COMMAND} -E cat "${folder}/one_bad_row.md"
    USES_TERMINAL VERBATIM)
