#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a program of Windows in Wine. Wine's server outlives the program by seconds and holds on to what it was given as output, so it
# is given a file: whoever reads the program's output need not wait for the server.
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT
WINEDEBUG=-all wine "$@" >"$output" 2>/dev/null </dev/null
code=$?
cat "$output"
exit $code
