# SPDX-License-Identifier: MIT
# mote_add_c_interface(<target> HEADER <file> NETWORK <type> RECIPE <constant> BATCH <rows> [CLASSES] [PREFIX <name>])
#
# A static library that gives C one network: init, train, predict, save and load. HEADER is the C++ header that declares
# the network's type and the recipe. The library's own header is <target>.h (C99 or C++); its names begin with PREFIX,
# which is <target> by default. CLASSES: the loss takes class numbers (CrossEntropy).
#
# The network and its workspace are static objects of the library: C does not know the sizes of C++ types before they are
# compiled, so it cannot place them. <prefix>_sizes has the sizes at run time. To keep to a budget at compile time, assert
# it in HEADER, where sizeof knows. For two networks, call the function twice.
#
# The library needs nothing from the C++ library. A program whose own sources are C may be linked by the C compiler:
# set_target_properties(<program> PROPERTIES LINKER_LANGUAGE C).
function(mote_add_c_interface target)
    cmake_parse_arguments(PARSE_ARGV 1 arg CLASSES "HEADER;NETWORK;RECIPE;BATCH;PREFIX" "")
    mote_check_c_interface()
    set(network "${arg_NETWORK}")
    set(recipe "${arg_RECIPE}")
    set(batch "${arg_BATCH}")
    set(header "${arg_HEADER}")
    set(prefix "${arg_PREFIX}")
    cmake_path(GET header FILENAME header_name)
    string(TOUPPER "${prefix}_H" guard)
    if(arg_CLASSES)
        set(target_type uint16_t)
        set(shape_of_targets "[count], class numbers below outputs")
        set(meaning_of_outputs ", of which the largest is the class's")
        set(wrong_targets "the loss of ${recipe} takes floats: leave CLASSES out")
    else()
        set(target_type float)
        set(shape_of_targets "[count][outputs], in the units of the outputs")
        set(meaning_of_outputs "")
        set(wrong_targets "the loss of ${recipe} takes class numbers: say CLASSES to mote_add_c_interface")
    endif()
    mote_read_statuses(${prefix} statuses same_statuses)

    set(templates "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}_interface")
    configure_file("${templates}/c_interface.h.in" "${folder}/${target}.h" @ONLY)
    configure_file("${templates}/c_interface.cpp.in" "${folder}/${target}.cpp" @ONLY)
    add_library(${target} STATIC "${folder}/${target}.cpp" "${folder}/${target}.h")
    target_include_directories(${target} PUBLIC "${folder}")
    target_link_libraries(${target} PRIVATE mote::mote)
    target_compile_options(${target} PRIVATE "$<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-fno-exceptions;-fno-rtti>")
endfunction()

# Ends with a sentence unless the arguments of mote_add_c_interface, as parsed into arg_…, are right; makes HEADER
# absolute and sets PREFIX.
macro(mote_check_c_interface)
    set(call "mote: mote_add_c_interface(${target})")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "${call} does not know the argument '${arg_UNPARSED_ARGUMENTS}'.")
    endif()
    foreach(name IN ITEMS HEADER NETWORK RECIPE BATCH)
        if("${arg_${name}}" STREQUAL "")
            message(FATAL_ERROR "${call} needs ${name}.")
        endif()
    endforeach()
    if(NOT arg_BATCH MATCHES "^[1-9][0-9]*$")
        message(FATAL_ERROR "${call}: BATCH is '${arg_BATCH}', which is no number of rows (1 or more).")
    endif()
    cmake_path(ABSOLUTE_PATH arg_HEADER)
    if(NOT EXISTS "${arg_HEADER}")
        message(FATAL_ERROR "${call}: HEADER is ${arg_HEADER}, but there is no such file.")
    endif()
    if(NOT DEFINED arg_PREFIX)
        set(arg_PREFIX "${target}")
    endif()
    if(NOT arg_PREFIX MATCHES "^[A-Za-z_][A-Za-z0-9_]*$")
        message(FATAL_ERROR "${call}: names in C cannot begin with '${arg_PREFIX}'; give another PREFIX.")
    endif()
endmacro()

# The statuses of mote/status.hpp: as lines of a C enum, and as assertions in C++ that both have the same values.
function(mote_read_statuses prefix lines_of_enum assertions)
    get_target_property(includes mote::mote INTERFACE_INCLUDE_DIRECTORIES)
    list(GET includes 0 headers)
    file(STRINGS "${headers}/mote/status.hpp" lines REGEX "^    [a-z_]+,")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${headers}/mote/status.hpp")
    set(in_c "")
    set(in_cpp "")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "[a-z_]+" status "${line}")
        string(REGEX REPLACE "^    " "    ${prefix}_" line "${line}")
        string(APPEND in_c "${line}\n")
        string(APPEND in_cpp "static_assert(${prefix}_${status} == static_cast<int>(mote::Status::${status}));\n")
    endforeach()
    set(${lines_of_enum} "${in_c}" PARENT_SCOPE)
    set(${assertions} "${in_cpp}" PARENT_SCOPE)
endfunction()
