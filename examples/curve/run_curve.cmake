# SPDX-License-Identifier: MIT
# Runs `program` on `csv` and demands the exit code and the text: somewhere on standard output if all went well, else as
# the whole of standard error, with nothing written into `folder`.
file(REMOVE_RECURSE "${folder}")
execute_process(COMMAND "${program}" "${csv}" "${folder}"
    OUTPUT_VARIABLE output ERROR_VARIABLE errors RESULT_VARIABLE exit)
message("${output}${errors}")

if(NOT exit EQUAL expected_exit)
    message(SEND_ERROR "The exit code is ${exit}, not ${expected_exit}.")
endif()
if(exit EQUAL 0)
    string(FIND "${output}" "${expected_text}" place)
    if(place EQUAL -1)
        message(SEND_ERROR "This is missing on standard output: ${expected_text}")
    endif()
    foreach(file network.mote scales.csv fit.csv points.csv fit.gnuplot)
        if(NOT EXISTS "${folder}/${file}")
            message(SEND_ERROR "${folder}/${file} was not written.")
        endif()
    endforeach()
else()
    if(NOT errors STREQUAL expected_text)
        message(SEND_ERROR "Standard error is not: ${expected_text}")
    endif()
    if(EXISTS "${folder}")
        message(SEND_ERROR "${folder} was written.")
    endif()
endif()
