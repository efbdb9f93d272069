# SPDX-License-Identifier: MIT
# The memory of a linked program as a table: flash, .data, .bss by what it holds, the deepest stack; and an error where
# a limit is exceeded or a symbol refused. mote_report.cmake runs it after linking; it needs GNU readelf and, for the
# stack, objdump.
import argparse
import csv
import os
import subprocess
import sys

from calls import MACHINES, Code
from elf import PARTS, Elf, Types, memory_of_mote
from stack import Stack
from symbols import refusals

METRICS = ["flash", "weights", "data", "bss", *PARTS.values(), "rest", "reserved", "stack"]


def arguments():
    parser = argparse.ArgumentParser(description="What a linked program takes of a machine's memory.")
    parser.add_argument("program", help="a linked program with debug information")
    parser.add_argument("graphs", nargs="*", help="GCC's .ci files (-fcallgraph-info=su), or objects with them beside")
    parser.add_argument("--readelf", default="readelf", help="GNU readelf")
    parser.add_argument("--objdump", help="GNU objdump for the program's machine; without it the stack is unknown")
    parser.add_argument("--name", help="what to call the program")
    parser.add_argument("--csv", help="a file to write the lines metric,value to")
    parser.add_argument("--limits", help="a file of lines metric,limit")
    parser.add_argument("--allow", nargs="+", default=[], action="extend", help="symbols that are not refused; * and ?")
    return parser.parse_args()


def graph_files(paths):
    """The .ci files that exist, of .ci files or objects."""
    files = [path if path.endswith(".ci") else os.path.splitext(path)[0] + ".ci" for path in paths]
    return [path for path in files if os.path.exists(path)]


def memory(elf, parts):
    """The metrics but for the stack. A section of RAM in which no variable lies is reserved, for the stack, say."""
    sizes = dict.fromkeys(METRICS, 0)
    holds_variables = {symbol.section for symbol in elf.symbols if symbol.kind == "OBJECT"}
    for number, section in elf.sections.items():
        is_reserved = section.place == ".bss" and section.name != ".bss" and number not in holds_variables
        sizes["reserved" if is_reserved else section.place.lstrip(".")] += section.size
    for part in PARTS.values():
        sizes[part] = parts[".bss", part]
    sizes["rest"] = sizes["bss"] - sum(sizes[part] for part in PARTS.values())
    sizes["weights"] = parts["flash", "network"]
    return sizes


def deepest_stack(elf, options):
    """Bytes or a word, a note, and the code that was read (None if it was not)."""
    if options.objdump is None:
        return "unknown", "there is no GNU objdump for this compiler", None
    if elf.machine not in MACHINES:
        return "unknown", f"the code of this machine ({elf.machine}) was not read", None
    code = Code(elf, options.objdump, options.program, graph_files(options.graphs))
    if "main" not in code.by_symbol:
        return "unknown", "there is no function main (is it inlined?)", code
    found = Stack(code, "main")
    path = " > ".join(f"{name} {size}" for name, size in found.path)
    if not found.doubts:
        return found.depth, f"from main, interrupts not counted: {path}", code
    word = "unknown" if found.is_bounded else "unbounded"
    return word, f"{found.depth} from main without this: {'; '.join(sorted(set(found.doubts)))} ({path})", code


def table(elf, types, sizes, note_of_stack):
    """The lines of the report."""
    names = {address: name for address, name, _ in types.variables()}
    variables = [f"{names.get(symbol.address) or symbol.name} {symbol.size}" for symbol in elf.variables(".data")]
    notes = {"flash": "code and constants" + (f", with {sizes['weights']} of networks" if sizes["weights"] else ""),
             "data": ", ".join(variables), "reserved": "by the linker script", "stack": note_of_stack}
    indented = {*PARTS.values(), "rest"}
    for metric in METRICS:
        if metric != "weights" and not (metric == "reserved" and sizes[metric] == 0):
            label = "  " + metric if metric in indented else "." + metric if metric in ("data", "bss") else metric
            yield f"  {label:<10}{sizes[metric]:>9}  {notes.get(metric, '')}".rstrip()


def broken_limits(name, path, sizes, note_of_stack):
    """A sentence for each limit of the file that is not kept."""
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if not row or row == ["metric", "limit"]:
                continue
            metric, limit = row[0], ",".join(row[1:])
            if metric not in METRICS or not limit.isdigit():
                yield f"{path}: '{metric},{limit}' is not a metric and its limit; the metrics are {', '.join(METRICS)}."
            elif not isinstance(sizes[metric], int):
                yield f"the {metric} of {name} has a limit of {limit} ({path}) but is {sizes[metric]}: {note_of_stack}."
            elif sizes[metric] > int(limit):
                yield f"the {metric} of {name} is {sizes[metric]} bytes, above its limit of {limit} ({path})."


def main():
    sys.setrecursionlimit(10000)  # calls of a program may be deep
    options = arguments()
    name = options.name or os.path.basename(options.program)
    elf = Elf(options.readelf, options.program)
    types = Types(options.readelf, options.program)
    sizes = memory(elf, memory_of_mote(elf, types))
    sizes["stack"], note_of_stack, code = deepest_stack(elf, options)

    print(f"mote: memory of {name}, in bytes", *table(elf, types, sizes, note_of_stack), sep="\n")
    if options.csv:
        with open(options.csv, "w", encoding="utf-8") as file:
            file.writelines(f"{metric},{sizes[metric]}\n" for metric in METRICS)

    errors = list(broken_limits(name, options.limits, sizes, note_of_stack)) if options.limits else []
    refused = refusals(elf, code, options.allow)
    for symbol, why, callers in refused:
        by_whom = f"called by {', '.join(callers)}" if callers else "by whom is not known"
        errors.append(f"{name} {why}: {symbol}, {by_whom}.")
    if refused:
        names = " ".join(symbol for symbol, _, _ in refused)
        errors.append(f"a program that only learns and predicts needs none of this; for other reasons: ALLOW {names}.")
    sys.stdout.flush()
    for error in errors:
        print(f"mote: {error}", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"mote: the report cannot be made: {error}")
