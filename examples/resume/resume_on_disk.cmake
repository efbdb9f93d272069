# SPDX-License-Identifier: MIT
# Two runs leave the file that one run leaves, and Python finds in it what was learned.
cmake_minimum_required(VERSION 3.22)
file(REMOVE "${folder}/one.storage" "${folder}/two.storage")
foreach(run IN ITEMS "one;5" "two;3" "two;2")
    list(GET run 0 name)
    list(GET run 1 epochs)
    execute_process(COMMAND "${program}" "${folder}/${name}.storage" ${epochs} COMMAND_ERROR_IS_FATAL ANY
        OUTPUT_VARIABLE printed)
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files "${folder}/one.storage" "${folder}/two.storage"
    COMMAND_ERROR_IS_FATAL ANY)
if(NOT printed MATCHES "^epoch 4, .*\nepoch 5, ")
    message(FATAL_ERROR "The second run did not go on after epoch 3:\n${printed}")
endif()

file(WRITE "${folder}/other.storage" "hello")
execute_process(COMMAND "${program}" "${folder}/other.storage" RESULT_VARIABLE failed ERROR_VARIABLE printed)
if(NOT failed OR NOT printed MATCHES "other.storage: is no storage of 776 bytes")
    message(FATAL_ERROR "Another file was taken for a storage, or no sentence says that it is none:\n${printed}")
endif()

execute_process(COMMAND "${python}" -B -c "import numpy" RESULT_VARIABLE failed ERROR_QUIET)
if(failed)
    return()  # no Python, or no numpy
endif()
execute_process(COMMAND "${python}" -B "${reader}" "${folder}/one.storage" 388 COMMAND_ERROR_IS_FATAL ANY
    OUTPUT_VARIABLE printed)
if(NOT printed MATCHES "slot at 0: checkpoint 5, 25 parameters, {'step': 20, 'epoch': 5")
    message(FATAL_ERROR "checkpoint.py does not find what was learned:\n${printed}")
endif()
