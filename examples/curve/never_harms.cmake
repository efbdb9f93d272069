# SPDX-License-Identifier: MIT
# Whatever `program` is told to read and where to write, it leaves what is there as it was, and says so in one line.
file(REMOVE_RECURSE "${folder}")
file(MAKE_DIRECTORY "${folder}")

# curve_must(<exit code> <standard error> <argument>...): runs the program in the folder.
function(curve_must exit errors)
    execute_process(COMMAND "${program}" ${ARGN} WORKING_DIRECTORY "${folder}"
        OUTPUT_VARIABLE output ERROR_VARIABLE said RESULT_VARIABLE result)
    if(NOT result EQUAL exit OR (exit GREATER 0 AND NOT said STREQUAL errors))
        message(SEND_ERROR "curve ${ARGN}: exit code ${result}, not ${exit}; it says\n${said}instead of\n${errors}")
    endif()
endfunction()
# stays(<file> <text>): the file still has it.
function(stays file text)
    file(READ "${folder}/${file}" now)
    if(NOT now STREQUAL text)
        message(SEND_ERROR "${file} was written over.")
    endif()
endfunction()

set(rows "x,y\n1,2\n2,4\n3,5\n")
foreach(name fit points)
    file(WRITE "${folder}/${name}.csv" "${rows}")
    curve_must(0 "" ${name}.csv)
    stays(${name}.csv "${rows}")
    foreach(output fit.csv points.csv fit.gnuplot network.mote scales.csv)
        if(NOT EXISTS "${folder}/${name}.curve/${output}")
            message(SEND_ERROR "${name}.curve/${output} was not written.")
        endif()
    endforeach()
    curve_must(2 "${name}.csv: this file would be written over: name another folder\n" ${name}.csv .)
    stays(${name}.csv "${rows}")
endforeach()
curve_must(0 "" fit.csv fit.curve)  # again, in its own folder

# An output of one run as the input of the next, also by another name.
file(READ "${folder}/fit.curve/points.csv" points)
curve_must(2 "fit.curve/points.csv: this file would be written over: name another folder\n"
    fit.curve/points.csv fit.curve)
file(CREATE_LINK fit.curve/points.csv "${folder}/link.csv" SYMBOLIC)
curve_must(2 "link.csv: this file would be written over: name another folder\n" link.csv fit.curve)
stays(fit.curve/points.csv "${points}")

# A folder of somebody else's, and a file.
file(WRITE "${folder}/mine/network.mote" "a network of my own")
curve_must(2 "mine: this folder holds other files: name a new one\n" fit.csv mine)
stays(mine/network.mote "a network of my own")
curve_must(2 "points.csv: this is no folder\n" fit.csv points.csv)
stays(points.csv "${rows}")
