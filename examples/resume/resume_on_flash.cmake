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
# The last start went on after this epoch, learned up to that one, and knew what it should.
function(expect found learned)
    if(NOT printed MATCHES "^goes on after epoch ${found}\nepochs learned: ${learned}, .*: 0 of 25\n$")
        message(FATAL_ERROR "Not what goes on after epoch ${found} and ends after ${learned}:\n${printed}")
    endif()
endfunction()

start()
expect(0 500)
start()
expect(500 1000)

# Slow machines need longer until they learn at all, so each time the power stays on longer.
set(cuts 0)
set(milliseconds 200)
set(is_cut TRUE)
while(is_cut)
    string(RANDOM LENGTH 2 ALPHABET 0123456789 random)
    math(EXPR milliseconds "${milliseconds} * 5 / 4")
    math(EXPR seconds "${milliseconds} / 1000")
    math(EXPR thousandths "1000 + ${milliseconds} % 900 + ${random}")
    string(SUBSTRING ${thousandths} 1 3 thousandths)
    start(TIMEOUT ${seconds}.${thousandths})
    if(is_cut)
        math(EXPR cuts "${cuts} + 1")
    endif()
endwhile()
expect("1[0-9][0-9][0-9]" 1500)
message(STATUS "The power went ${cuts} times; the last start: ${printed}")
if(cuts LESS 2)
    message(FATAL_ERROR "The power was to go while the machine learned.")
endif()
