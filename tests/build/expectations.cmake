# SPDX-License-Identifier: MIT
# What every consumer demands: its choices arrive, and mote brings neither tests nor examples nor warnings with it.
target_compile_definitions(consumer PRIVATE
    $<$<STREQUAL:${MOTE_ARITHMETIC},fused>:EXPECT_FUSED>
    $<$<BOOL:${EXPECT_OWN_PORT}>:EXPECT_OWN_PORT>)
foreach(target IN ITEMS unit_tests mote_board mote_warnings)
    if(TARGET ${target})
        message(FATAL_ERROR "mote brought its own ${target} into a project that only uses it.")
    endif()
endforeach()
get_target_property(options mote::mote INTERFACE_COMPILE_OPTIONS)
if(options MATCHES "-W")
    message(FATAL_ERROR "mote imposes its warnings on a project that only uses it: ${options}")
endif()

# A project has mote_report without asking for it.
if(EXPECT_REPORT)
    set(REPORTED consumer CACHE STRING "The arguments of mote_report")
    mote_report(${REPORTED})
endif()
