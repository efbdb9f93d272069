# SPDX-License-Identifier: MIT
# The targets bench and bench-short: run, and draw what came out. Everything lands in the build folder.
find_program(GNUPLOT gnuplot)
set(folder "${PROJECT_BINARY_DIR}")
if(GNUPLOT)
    set(draw COMMAND ${CMAKE_COMMAND} -E chdir "${folder}" "${GNUPLOT}" "${CMAKE_CURRENT_SOURCE_DIR}/bars.gnuplot"
        COMMAND ${CMAKE_COMMAND} -E echo "The charts: ${folder}/speed.png and ${folder}/peak.png")
else()
    set(draw COMMAND ${CMAKE_COMMAND} -E echo "There is no gnuplot, so there are no charts.")
endif()

# add_benchmark(<target> <option of Google Benchmark>…)
function(add_benchmark target)
    add_custom_target(${target}
        COMMAND ${CMAKE_COMMAND} -E env OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
            $<TARGET_FILE:mote_benchmark> "${folder}" ${ARGN}
        COMMAND ${CMAKE_COMMAND} -E echo "All numbers are in ${folder}/results.csv."
        ${draw}
        USES_TERMINAL VERBATIM)
    add_dependencies(${target} mote_benchmark)
endfunction()
add_benchmark(bench)
add_benchmark(bench-short --benchmark_repetitions=3 --benchmark_min_time=0.01)
