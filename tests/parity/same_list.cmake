# SPDX-License-Identifier: MIT
# What mote cannot run, the file `found`, is what the file `listed` says, reason for reason.
file(STRINGS "${found}" missing)
file(STRINGS "${listed}" stale REGEX "^[^#]")
set(expected ${stale})
list(REMOVE_ITEM stale ${missing} "")
list(REMOVE_ITEM missing ${expected} "")
foreach(line IN LISTS missing)
    message(SEND_ERROR "mote cannot run this case, and ${listed} does not say so:\n  ${line}")
endforeach()
foreach(line IN LISTS stale)
    message(SEND_ERROR "This is no longer true; take the line out of ${listed}:\n  ${line}")
endforeach()
