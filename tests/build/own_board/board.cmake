# SPDX-License-Identifier: MIT
# What a board adds beside its sources is taken, too.
target_compile_definitions(mote_board PRIVATE "own_board=\"own board\\n\"")
