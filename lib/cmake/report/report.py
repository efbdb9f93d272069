# SPDX-License-Identifier: MIT
# The memory of a linked program as a table: flash, .data, .bss by what it holds, the deepest stack; and an error where
# a limit is exceeded or a symbol refused. mote_report.cmake runs it after linking; it needs GNU readelf and, for the
# stack, objdump.
import argparse
import collections
import csv
import os
import subprocess
import sys

from calls import MACHINES, Code, reachable
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
    parser.add_argument("--ram", type=int, help="bytes of RAM that the part has")
    parser.add_argument("--flash", type=int, help="bytes of flash that the part has")
    parser.add_argument("--style", choices=["table", "line", "none"], default="table", help="how much to print")
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
    """Bytes or a word, bytes at least, a note, and the code that was read (None if it was not)."""
    if options.objdump is None:
        return "unknown", 0, "there is no GNU objdump for this compiler", None
    if elf.machine not in MACHINES:
        return "unknown", 0, f"the code of this machine ({elf.machine}) was not read", None
    code = Code(elf, options.objdump, options.program, graph_files(options.graphs))
    if "main" not in code.by_symbol:
        return "unknown", 0, "there is no function main (is it inlined?)", code
    found = Stack(code, "main")
    path = " > ".join(f"{name} {size}" for name, size in found.path)
    if not found.doubts:
        has_pointers = code.through_pointers & reachable(code.by_symbol["main"])
        pointers = ", a pointer counted as every function whose address the program holds" if has_pointers else ""
        return found.depth, found.depth, f"from main, interrupts not counted{pointers}: {path}", code
    word = "unknown" if found.is_bounded else "unbounded"
    doubts = "; ".join(sorted(set(found.doubts)))
    return word, found.depth, f"{found.depth} from main without this: {doubts} ({path})", code


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


Need = collections.namedtuple("Need", "memory bytes of_what available")  # of the part; None where nobody says it


def needs_of(sizes, depth, options):
    """What the program needs of the part's memories: variables with the stack, or with what the linker script reserves
    where that is more; code with the first values of variables."""
    stack = f"{depth} of stack" + ("" if sizes["stack"] == depth else " at least")
    below = f"{sizes['reserved']} reserved" if sizes["reserved"] > depth else stack
    return [Need("flash", sizes["flash"] + sizes["data"], f"code and constants {sizes['flash']}, .data {sizes['data']}",
                 options.flash),
            Need("RAM", sizes["data"] + sizes["bss"] + max(depth, sizes["reserved"]),
                 f".data {sizes['data']}, .bss {sizes['bss']}, {below}", options.ram)]


def broken_needs(name, elf, needs, depth):
    """A sentence for each memory of the part that is too small, and for a stack that outgrows its section."""
    for need in needs:
        if need.available is not None and need.bytes > need.available:
            yield (f"{name} needs {need.bytes} bytes of {need.memory} ({need.of_what}), but the part has "
                   f"{need.available}: {need.bytes - need.available} are missing.")
    room = sum(section.size for section in elf.sections.values() if section.name == ".stack")
    if 0 < room < depth:
        yield f"the stack of {name} is {depth} bytes from main, but its section .stack has {room}."


def show(name, lines, sizes, needs, style):
    """Prints the report as a table, or as one line."""
    taken = [f"{need.memory} {need.bytes}" + (f" of {need.available}" if need.available is not None else "")
             for need in needs]
    if style == "line":
        print(f"mote: {name}: {', '.join(taken)} (.data {sizes['data']}, .bss {sizes['bss']}, stack {sizes['stack']})")
    elif style == "table":
        print(f"mote: memory of {name}, in bytes", *lines, sep="\n")
        if any(need.available is not None for need in needs):
            print(f"  {'part':<19}  {', '.join(taken)}")


def main():
    sys.setrecursionlimit(10000)  # calls of a program may be deep
    options = arguments()
    name = options.name or os.path.basename(options.program)
    elf = Elf(options.readelf, options.program)
    types = Types(options.readelf, options.program)
    sizes = memory(elf, memory_of_mote(elf, types))
    sizes["stack"], depth, note_of_stack, code = deepest_stack(elf, options)
    needs = needs_of(sizes, depth, options)

    show(name, table(elf, types, sizes, note_of_stack), sizes, needs, options.style)
    if options.csv:
        with open(options.csv, "w", encoding="utf-8") as file:
            file.writelines(f"{metric},{sizes[metric]}\n" for metric in METRICS)

    errors = list(broken_limits(name, options.limits, sizes, note_of_stack)) if options.limits else []
    errors += broken_needs(name, elf, needs, depth)
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
