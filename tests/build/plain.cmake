# SPDX-License-Identifier: MIT
# mote is configured and installed as it comes, without anything from elsewhere, and is optimised.
file(REMOVE_RECURSE "${folder}")
execute_process(COMMAND "${CMAKE_COMMAND}" -G "${generator}" -S "${source}" -B "${folder}/build"
    "-DCMAKE_CXX_COMPILER=${compiler}" -DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON -DFETCHCONTENT_FULLY_DISCONNECTED=ON
    OUTPUT_VARIABLE text ECHO_OUTPUT_VARIABLE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${folder}/build" --prefix "${folder}/installed"
    COMMAND_ERROR_IS_FATAL ANY)
foreach(file IN ITEMS include/mote/mote.hpp share/mote/cmake/moteConfig.cmake)
    if(NOT EXISTS "${folder}/installed/${file}")
        message(SEND_ERROR "${file} was not installed.")
    endif()
endforeach()
if(NOT text MATCHES "mote: CMAKE_BUILD_TYPE is empty, so it is set to RelWithDebInfo")
    message(SEND_ERROR "Nobody said what CMAKE_BUILD_TYPE is.")
endif()
file(STRINGS "${folder}/build/CMakeCache.txt" type REGEX "^CMAKE_BUILD_TYPE:[A-Z]+=RelWithDebInfo$")
if(NOT type)
    message(SEND_ERROR "CMAKE_BUILD_TYPE is not RelWithDebInfo.")
endif()
