# SPDX-License-Identifier: MIT
# Programs that run on every target: they see mote and a board (three functions), and neither heap nor exceptions.
set(MOTE_BOARD desktop CACHE STRING
    "Where programs run: a folder of ports/, or the absolute path of one with a board.cpp")
mote_find_folder(mote_board_folder MOTE_BOARD "${PROJECT_SOURCE_DIR}/ports" board.cpp)

# mote's own sources are held to these; a project that contains mote is not.
add_library(mote_warnings INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
    target_compile_options(mote_warnings INTERFACE
        -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wdouble-promotion -Werror)
endif()

# What a board needs beyond its sources (a linker script, say) stands in its optional board.cmake.
file(GLOB mote_board_sources CONFIGURE_DEPENDS "${mote_board_folder}/*.cpp")
add_library(mote_board OBJECT ${mote_board_sources})
add_library(mote::board ALIAS mote_board)
target_compile_features(mote_board PUBLIC cxx_std_17)
target_include_directories(mote_board PUBLIC "${PROJECT_SOURCE_DIR}/ports")
target_compile_options(mote_board PUBLIC
    "$<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions;-fno-rtti>" -ffunction-sections -fdata-sections)
target_link_libraries(mote_board PRIVATE mote_warnings)
include("${mote_board_folder}/board.cmake" OPTIONAL)

# mote_add_program(<name> <source>... [EXPECT <file>] [EXIT <code>])
# With EXPECT or EXIT, CTest runs the program (cross targets: in their emulator) and demands exactly the text of that
# file on its standard output, and that exit code (0 unless said otherwise). Under the fused profile bits differ: then
# <file stem>.fused.<extension> is meant, where it exists.
function(mote_add_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "EXPECT;EXIT" "")
    add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
    target_link_libraries(${name} PRIVATE mote::mote mote::board mote_warnings)

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
