# SPDX-License-Identifier: MIT
# Programs that run on every target: they see mote and a board (three functions), and neither heap nor exceptions.
set(MOTE_BOARD desktop CACHE STRING
    "Where programs run: a folder of ports/boards/, or the absolute path of one with a board.cpp")
set(mote_boards "${PROJECT_SOURCE_DIR}/ports/boards")
mote_find_folder(mote_board_folder MOTE_BOARD "${mote_boards}" board.cpp)

# mote's own sources are held to these; a project that contains mote is not.
add_library(mote_warnings INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
    target_compile_definitions(mote_warnings INTERFACE MOTE_OWN_BUILD)  # prologue.hpp: -Wshadow counts for lib/mote, too
    target_compile_options(mote_warnings INTERFACE
        -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wdouble-promotion -Werror)
endif()

# What a board needs beyond its sources (a linker script, say) stands in its optional board.cmake. If the board can tell
# of faults, there too: mote_board_fault and mote_board_stack_overflow, the line that it prints of an instruction that
# no processor knows, and of a stack that grew too long. The tests of targets demand these lines. And there stands how an
# emulator runs a program, CMAKE_CROSSCOMPILING_EMULATOR. A function mote_board_finish(<program>) is called for each program, and
# may add what is done after its link: an image for a boot loader, say.
file(GLOB mote_board_sources CONFIGURE_DEPENDS "${mote_board_folder}/*.cpp")
add_library(mote_board OBJECT ${mote_board_sources})
add_library(mote::board ALIAS mote_board)
target_compile_features(mote_board PUBLIC cxx_std_17)
target_include_directories(mote_board PUBLIC "${mote_boards}")
target_compile_options(mote_board PUBLIC
    "$<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions;-fno-rtti>" -ffunction-sections -fdata-sections)
target_link_libraries(mote_board PRIVATE mote_warnings)
include("${mote_board_folder}/board.cmake" OPTIONAL)

# Sets `result` to whether the board has `bytes` (64K, say) of `memory`, RAM or FLASH; one that says nothing has plenty.
# K and M mean what the linker takes them for.
function(mote_board_has result memory bytes)
    set(${result} TRUE PARENT_SCOPE)
    if("${MOTE_BOARD_MEMORY}" MATCHES "(^|;)${memory}_SIZE=([^;]+)")
        set(available "${CMAKE_MATCH_2}")
        set(needed "${bytes}")
        foreach(number IN ITEMS available needed)
            string(REGEX REPLACE "[Kk]$" "*1024" ${number} "${${number}}")
            string(REGEX REPLACE "[Mm]$" "*1024*1024" ${number} "${${number}}")
        endforeach()
        math(EXPR missing "${needed} - ${available}")
        if(missing GREATER 0)
            set(${result} FALSE PARENT_SCOPE)
        endif()
    endif()
endfunction()

# mote_add_program(<name> <source>... [EXPECT <file>] [EXIT <code>] [RAM <bytes>] [FLASH <bytes>] [REPORT])
# With EXPECT or EXIT, CTest runs the program (cross targets: in their emulator) and demands exactly the text of that
# file on its standard output, and that exit code (0 unless said otherwise). Under the fused profile bits differ: then
# <file stem>.fused.<extension> is meant, where it exists. With RAM or FLASH (64K, say), boards that have less of it go
# without the program. With REPORT, a board's build says what the program takes of its memory, and refuses a heap, printf
# and doubles (mote_report).
function(mote_add_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "REPORT" "EXPECT;EXIT;RAM;FLASH" "")
    foreach(memory IN ITEMS RAM FLASH)
        if(DEFINED arg_${memory})
            mote_board_has(fits ${memory} ${arg_${memory}})
            if(NOT fits)
                message(STATUS "mote: ${name} needs ${arg_${memory}} of ${memory}, more than the board has: left out")
                return()
            endif()
        endif()
    endforeach()
    add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
    target_link_libraries(${name} PRIVATE mote::mote mote::board mote_warnings)
    if(COMMAND mote_board_finish)
        mote_board_finish(${name})
    endif()
    if(arg_REPORT AND MOTE_BOARD_MEMORY)
        mote_report(${name})
    endif()

    if(DEFINED arg_EXPECT)
        cmake_path(ABSOLUTE_PATH arg_EXPECT)
        string(REGEX REPLACE "\\.[^.]*$" ".fused\\0" of_fused "${arg_EXPECT}")
        if(MOTE_ARITHMETIC STREQUAL "fused" AND EXISTS "${of_fused}")
            set(arg_EXPECT "${of_fused}")
        endif()
    elseif(NOT DEFINED arg_EXIT)
        return()
    endif()
    add_test(NAME ${name} COMMAND ${CMAKE_COMMAND}
        "-Dcommand=${CMAKE_CROSSCOMPILING_EMULATOR};$<TARGET_FILE:${name}>"
        "-Dexpected_text=${arg_EXPECT}" "-Dexpected_exit=${arg_EXIT}"
        -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/run_and_compare.cmake")
    set_tests_properties(${name} PROPERTIES TIMEOUT 120)
endfunction()
