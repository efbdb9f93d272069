# SPDX-License-Identifier: MIT
# What mote::mote is, in the source tree and in the installed package alike: the headers, one port and one profile.
cmake_minimum_required(VERSION 3.22)

include("${CMAKE_CURRENT_LIST_DIR}/mote_native.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/mote_optimisation.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/mote_report.cmake")

set(MOTE_PORT generic CACHE STRING
    "The machine: a folder of ports/arithmetic/, the absolute path of one with a mote_pack.hpp, or native for the one that builds")
set(MOTE_ARITHMETIC unfused CACHE STRING "How a multiply-add rounds: unfused (twice, everywhere) or fused (once)")
set_property(CACHE MOTE_ARITHMETIC PROPERTY STRINGS unfused fused)

# Sets `result` to the folder that the variable `choice` names, one of `folders` or by absolute path; it must hold `file`.
function(mote_find_folder result choice folders file)
    set(folder "${${choice}}")
    cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY "${folders}")
    if(NOT EXISTS "${folder}/${file}")
        file(GLOB known RELATIVE "${folders}" "${folders}/*/${file}")
        list(TRANSFORM known REPLACE "/${file}$" "")
        list(JOIN known ", " known)
        message(FATAL_ERROR "mote: ${choice} is '${${choice}}', but there is no ${folder}/${file}. "
                            "Choose one of ${known}, or give the absolute path of a folder with a ${file}.")
    endif()
    set(${result} "${folder}" PARENT_SCOPE)
endfunction()

function(mote_define target headers ports)
    if(NOT MOTE_ARITHMETIC MATCHES "^(unfused|fused)$")
        message(FATAL_ERROR "mote: MOTE_ARITHMETIC is '${MOTE_ARITHMETIC}'. Choose unfused or fused.")
    endif()
    mote_tell_if_not_optimised()
    set(arithmetic "${ports}/arithmetic")
    set(machine "")
    if(MOTE_PORT STREQUAL native)
        mote_find_native(MOTE_PORT machine "${arithmetic}")
    endif()
    mote_find_folder(port MOTE_PORT "${arithmetic}" mote_pack.hpp)

    target_compile_features(${target} INTERFACE cxx_std_17)
    # The last is for ports elsewhere, which may include <mote_one_lane.hpp> or <mote_lanes.hpp>.
    target_include_directories(${target} INTERFACE "${headers}" "${port}" "${arithmetic}/base")
    # The same bits need every rounding where the source has it; errno would keep sqrt from being one instruction.
    target_compile_options(${target} INTERFACE
        "$<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang,AppleClang>:-ffp-contract=off;-fno-math-errno;${machine}>")
    target_compile_definitions(${target} INTERFACE MOTE_NEVER_FUSES)
    if(MOTE_ARITHMETIC STREQUAL fused)
        target_compile_definitions(${target} INTERFACE MOTE_FUSED)
    endif()
endfunction()
