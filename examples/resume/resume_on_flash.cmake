# SPDX-License-Identifier: MIT
# Starts the machine `emulator` with `program` and a flash of its own, a file of 32 MB, which the machine keeps when it is off. Each
# start goes on after the last one. Then the power goes at random moments, until a start comes to its end.
cmake_minimum_required(VERSION 3.22)
set(flash "${folder}/resume_on_flash.nor")
file(REMOVE "${flash}")
execute_process(COMMAND truncate -s 32M "${flash}" COMMAND_ERROR_IS_FATAL ANY)

# What the program prints is `printed`. With seconds after which the power goes, `is_cut` says whether it went.
macro(start)
    execute_process(COMMAND ${emulator} -device "loader,file=${program}"
        -drive "if=pflash,unit=1,format=raw,file=${flash}" ${ARGN}
        OUTPUT_VARIABLE printed ERROR_VARIABLE printed RESULT_VARIABLE result)
    set(is_cut FALSE)
    if(result MATCHES "timeout")
        set(is_cut TRUE)
    elseif(NOT result EQUAL 0)
        message(FATAL_ERROR "The machine ended with ${result}:\n${printed}")
    endif()
endmacro()
# The last start went on after an epoch that is now `found`, learned up to the next multiple of 500, and knew what it should.
macro(check)
    if(NOT printed MATCHES "^goes on after epoch ([0-9]+)\nepochs learned: ([0-9]+), .*: 0 of 25\n$")
        message(FATAL_ERROR "Not what a start prints:\n${printed}")
    endif()
    set(found ${CMAKE_MATCH_1})
    math(EXPR last "(${found} / 500 + 1) * 500")
    if(NOT CMAKE_MATCH_2 EQUAL last)
        message(FATAL_ERROR "After epoch ${found} the next end is ${last}:\n${printed}")
    endif()
endmacro()
function(expect epoch)
    check()
    if(NOT found EQUAL epoch)
        message(FATAL_ERROR "Not what goes on after epoch ${epoch}:\n${printed}")
    endif()
endfunction()

start()
expect(0)
start()
expect(500)

# How long a machine needs is not known. Where the power went too early, it stays on longer the next time; where a start came to its
# end with nothing left half done before it, shorter. Done when a start goes on from where the power cut another one short.
set(cuts 0)
set(milliseconds 100)
set(found 1000)
while(found LESS_EQUAL 1000 OR found MATCHES "[05]00$")
    string(RANDOM LENGTH 2 ALPHABET 0123456789 random)
    math(EXPR seconds "(${milliseconds} + ${random}) / 1000")
    math(EXPR thousandths "1000 + (${milliseconds} + ${random}) % 1000")
    string(SUBSTRING ${thousandths} 1 3 thousandths)
    start(TIMEOUT ${seconds}.${thousandths})
    if(is_cut)
        math(EXPR cuts "${cuts} + 1")
        math(EXPR milliseconds "${milliseconds} * 5 / 4")
    else()
        check()
        math(EXPR milliseconds "${milliseconds} * 3 / 5 + 10")
    endif()
endwhile()
message(STATUS "The power went ${cuts} times; the last start: ${printed}")
