# SPDX-License-Identifier: MIT
# The README shows the program of EXAMPLE, without its licence line and head comment.
file(READ "${README}" readme)
file(READ "${EXAMPLE}" example)
string(FIND "${example}" "#include" start)
string(SUBSTRING "${example}" ${start} -1 program)
string(FIND "${readme}" "${program}" found)
if(found EQUAL -1)
    message(FATAL_ERROR "README.md does not show the program of ${EXAMPLE}")
endif()
