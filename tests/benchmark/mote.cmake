# SPDX-License-Identifier: MIT
# mote itself, once for each port that this compiler can build and each profile; the ports for wide machines first.

# add_mote(<port> <profile> <condition> <option>…)
function(add_mote port profile condition)
    set(name mote_${port}_${profile})
    add_implementation(${name} mote_trainers.cpp "${condition}"
        OPTIONS -O2 -ffp-contract=off -fno-math-errno ${ARGN} $<$<STREQUAL:${profile},fused>:-DMOTE_FUSED>)
    target_include_directories(trainers_${name} PRIVATE
        "${PROJECT_SOURCE_DIR}/lib" "${PROJECT_SOURCE_DIR}/ports/arithmetic/${port}")
endfunction()

if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|amd64")
    set(CMAKE_REQUIRED_FLAGS ${native})
    check_cxx_source_compiles("#ifndef __AVX512DQ__\n#error\n#endif\nint main() {}" benchmark_native_is_avx512)
    unset(CMAKE_REQUIRED_FLAGS)
    set(avx512 -mavx512f -mavx512vl -mavx512dq -mavx512bw -mfma)
    if(benchmark_native_is_avx512)
        set(avx512 ${native})
    endif()

    set(runs_avx512 "")
    foreach(feature avx512f avx512vl avx512dq avx512bw fma)
        list(APPEND runs_avx512 "__builtin_cpu_supports(\"${feature}\")")
    endforeach()
    list(JOIN runs_avx512 " && " runs_avx512)
    set(runs_avx2 "__builtin_cpu_supports(\"avx2\") && __builtin_cpu_supports(\"fma\")")

    add_mote(avx512 fused "${runs_avx512}" ${avx512})
    add_mote(avx512 unfused "${runs_avx512}" ${avx512})
    add_mote(avx2 fused "${runs_avx2}" -mavx2 -mfma)
    add_mote(avx2 unfused "${runs_avx2}" -mavx2 -mfma)
    add_mote(sse2 unfused true)
    add_mote(generic fused "${runs_avx2}" -mavx2 -mfma)
endif()
add_mote(generic unfused true)
