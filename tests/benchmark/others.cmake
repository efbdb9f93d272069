# SPDX-License-Identifier: MIT
# The others, each with the options that make it fastest, and by what package Debian has them. `missing` lists who is not
# installed.
set(exact -O3 ${options} -fno-math-errno -fno-trapping-math)
set(fast -O3 ${options} -ffast-math)
set(widest "")
check_cxx_compiler_flag(-mprefer-vector-width=512 benchmark_knows_vector_width)
if(benchmark_knows_vector_width AND machine STREQUAL avx512)
    set(widest -mprefer-vector-width=512)
endif()
set(missing "")

find_path(EIGEN_HEADERS Eigen/Core PATH_SUFFIXES eigen3)
if(EIGEN_HEADERS)
    set(of_eigen -DEIGEN_STACK_ALLOCATION_LIMIT=1000000 -DNDEBUG
        $<$<CXX_COMPILER_ID:GNU>:-Wno-uninitialized> $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    add_implementation(eigen eigen_trainers.cpp OPTIONS ${fast} ${widest} ${of_eigen} INCLUDES "${EIGEN_HEADERS}")
    add_implementation(eigen_exact eigen_exact_trainers.cpp
        OPTIONS ${exact} ${widest} ${of_eigen} -DEIGEN_FAST_MATH=0 INCLUDES "${EIGEN_HEADERS}")
else()
    list(APPEND missing "eigen (libeigen3-dev)")
endif()

find_path(OPENBLAS_HEADERS openblas_config.h PATH_SUFFIXES openblas openblas-pthread)
find_library(OPENBLAS openblas)
if(OPENBLAS_HEADERS AND OPENBLAS)
    add_implementation(openblas openblas_trainers.cpp
        OPTIONS ${fast} ${widest} INCLUDES "${OPENBLAS_HEADERS}" LIBRARIES "${OPENBLAS}")
else()
    list(APPEND missing "openblas (libopenblas-dev)")
endif()

find_path(LIBTORCH_HEADERS torch/csrc/api/include/torch/torch.h)
find_library(LIBTORCH torch_cpu)
find_library(LIBTORCH_CORE c10)
if(LIBTORCH_HEADERS AND LIBTORCH AND LIBTORCH_CORE)
    add_implementation(libtorch libtorch_trainers.cpp IS_THE_SAME_FOR_ALL OPTIONS -O3
        INCLUDES "${LIBTORCH_HEADERS}" "${LIBTORCH_HEADERS}/torch/csrc/api/include"
        LIBRARIES "${LIBTORCH}" "${LIBTORCH_CORE}")
else()
    list(APPEND missing "libtorch (libtorch-dev)")
endif()

find_path(FANN_HEADERS floatfann.h)
find_library(FANN floatfann)
if(FANN_HEADERS AND FANN)
    add_implementation(fann fann_trainers.cpp IS_THE_SAME_FOR_ALL OPTIONS -O3
        INCLUDES "${FANN_HEADERS}" LIBRARIES "${FANN}")
else()
    list(APPEND missing "fann (libfann-dev)")
endif()

add_implementation(naive naive_trainers.cpp OPTIONS ${fast})
add_implementation(hand_exact hand_exact_trainers.cpp OPTIONS ${exact} -DEXACT_TANH
    INCLUDES "${PROJECT_SOURCE_DIR}/lib" "${PROJECT_SOURCE_DIR}/ports/arithmetic/generic")
