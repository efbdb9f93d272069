# SPDX-License-Identifier: MIT
# What a program takes of the machine's memory, printed after every link, held to limits, and free of what mote does not
# need.

set(MOTE_REPORT table CACHE STRING "What mote_report prints: table, line (one for each program) or none")
set_property(CACHE MOTE_REPORT PROPERTY STRINGS table line none)

# mote_report(<target> [RAM <bytes>] [FLASH <bytes>] [LIMITS <file>] [ALLOW <symbol>...])
# After linking the executable <target>, which this directory must have made, prints flash, .data (whose values also lie
# in flash), .bss by what it holds (networks, states, scratches, images, the rest) and the deepest stack from main,
# and writes them as lines metric,value to <program>.memory.csv next to the program. The build fails
# - where the part has less RAM than variables and the deepest stack take, or less flash than code, constants and the
#   values of .data: RAM and FLASH (64K, say), or else RAM_SIZE and FLASH_SIZE in MOTE_BOARD_MEMORY, tell what it has.
#   Interrupts and a heap come on top;
# - where the stack is longer than a section of its own, .stack;
# - where a metric is above its limit in LIMITS, a file of lines metric,limit;
# - where the program has a symbol of the heap, the C++ runtime, printf, the mathematical library or of doubles in
#   software. ALLOW names those that the firmware wants (* and ? stand for any characters); what they call in turn is then
#   allowed as well.
# It needs Python 3 and GNU's binutils, and reads code of Arm, RISC-V and AVR; elsewhere the stack is unknown. A call
# through a pointer counts as one of every function whose address the program holds. The program is compiled with -g
# and, by GCC, with -fcallgraph-info=su, and linked with --emit-relocs, none of which the device ever sees.
function(mote_report target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "RAM;FLASH;LIMITS" "ALLOW")
    set(misunderstood ${arg_UNPARSED_ARGUMENTS} ${arg_KEYWORDS_MISSING_VALUES})
    if(misunderstood)
        message(FATAL_ERROR "mote: mote_report does not understand '${misunderstood}'; "
                            "it is mote_report(<target> [RAM <bytes>] [FLASH <bytes>] [LIMITS <file>] "
                            "[ALLOW <symbol>...]).")
    endif()
    if(NOT MOTE_REPORT MATCHES "^(table|line|none)$")
        message(FATAL_ERROR "mote: MOTE_REPORT is '${MOTE_REPORT}'. Choose table, line or none.")
    endif()
    if(NOT TARGET ${target})
        message(FATAL_ERROR "mote: mote_report(${target}): there is no target of this name.")
    endif()
    find_package(Python3 QUIET COMPONENTS Interpreter)
    if(NOT Python3_Interpreter_FOUND)
        message(FATAL_ERROR "mote: mote_report(${target}) needs Python 3, and there is none on this machine.")
    endif()
    set(folder "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/report")
    set(options "--name=${target}" "--csv=$<TARGET_FILE:${target}>.memory.csv" "--style=${MOTE_REPORT}")
    file(GLOB needs "${folder}/*.py")

    # GNU's readelf reads the programs of all machines, its objdump those of one; other compilers bring other tools.
    foreach(tool IN ITEMS READELF OBJDUMP)
        set(version "")
        if(CMAKE_${tool})
            execute_process(COMMAND "${CMAKE_${tool}}" --version OUTPUT_VARIABLE version ERROR_QUIET)
        endif()
        if(version MATCHES "^GNU")
            string(TOLOWER "--${tool}=" option)
            list(APPEND options "${option}${CMAKE_${tool}}")
        endif()
    endforeach()
    set(debug -g -gdwarf-4)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 10)
        set(debug -g "$<$<COMPILE_LANGUAGE:C,CXX>:-fcallgraph-info=su>")
    endif()
    if(arg_LIMITS)
        cmake_path(ABSOLUTE_PATH arg_LIMITS)
        list(APPEND options "--limits=${arg_LIMITS}")
        list(APPEND needs "${arg_LIMITS}")
    endif()
    foreach(memory IN ITEMS RAM FLASH)
        if(NOT DEFINED arg_${memory} AND "${MOTE_BOARD_MEMORY}" MATCHES "(^|;)${memory}_SIZE=([^;]+)")
            set(arg_${memory} "${CMAKE_MATCH_2}")
        endif()
        if(DEFINED arg_${memory})
            string(REGEX REPLACE "([0-9])[Kk]" "\\1*1024" bytes "${arg_${memory}}")
            string(REGEX REPLACE "([0-9])[Mm]" "\\1*1048576" bytes "${bytes}")
            if(NOT bytes MATCHES "^[0-9][0-9a-fA-Fx*+ -]*$")
                message(FATAL_ERROR "mote: mote_report(${target}): ${memory} is '${arg_${memory}}', which is no size; "
                                    "it is a number of bytes, as 65536 or 64K.")
            endif()
            math(EXPR bytes "${bytes}")
            string(TOLOWER "--${memory}=${bytes}" option)
            list(APPEND options "${option}")
        endif()
    endforeach()
    list(TRANSFORM arg_ALLOW PREPEND "--allow=")

    if(CMAKE_CROSSCOMPILING AND options MATCHES "--objdump=")
        target_link_options(${target} PRIVATE LINKER:--emit-relocs)
    endif()
    set(objects "")
    foreach(each IN ITEMS ${target} mote_board)
        if(TARGET ${each})
            target_compile_options(${each} PRIVATE ${debug})
            list(APPEND objects "$<TARGET_OBJECTS:${each}>")
        endif()
    endforeach()
    add_custom_command(TARGET ${target} POST_BUILD
        COMMAND "${Python3_EXECUTABLE}" -B "${folder}/report.py" "$<TARGET_FILE:${target}>" ${objects}
                ${options} ${arg_ALLOW}
        COMMAND_EXPAND_LISTS VERBATIM)
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${needs})
endfunction()
