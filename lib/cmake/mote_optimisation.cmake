# SPDX-License-Identifier: MIT
# Whether a build is optimised: CMake's is not, unless somebody asks for it, and then training takes many times as long.

# Sets `result` to whether somebody has, as far as this directory can know.
function(mote_is_optimised result)
    get_property(has_several_types GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
    get_directory_property(options COMPILE_OPTIONS)
    set(${result} FALSE PARENT_SCOPE)
    if(has_several_types OR CMAKE_BUILD_TYPE OR "${CMAKE_CXX_FLAGS};${options}" MATCHES "(^|[ ;])-O")
        set(${result} TRUE PARENT_SCOPE)
    endif()
endfunction()

# For mote's own build: what nobody chose is RelWithDebInfo, which is -O2.
macro(mote_optimise_by_default)
    mote_is_optimised(is_optimised)
    if(NOT is_optimised)
        message(STATUS "mote: CMAKE_BUILD_TYPE is empty, so it is set to RelWithDebInfo (-O2)")
        set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Debug, Release, RelWithDebInfo or MinSizeRel" FORCE)
    endif()
endmacro()

# For the build of a project that uses mote, whose choice it is.
function(mote_tell_if_not_optimised)
    mote_is_optimised(is_optimised)
    if(NOT is_optimised)
        message(STATUS "mote: CMAKE_BUILD_TYPE is empty and there is no option -O, so nothing is optimised and training takes "
                       "many times as long; -DCMAKE_BUILD_TYPE=Release is quick")
    endif()
endfunction()
