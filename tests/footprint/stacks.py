#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Programs of many networks, and how much stack each verb takes in them: for tests/footprint/stacks.
# Usage: stacks.py write <program.cpp> <seed> <networks>             every verb of so many random networks
#        stacks.py measure <program.elf> <objdump> <readelf> <graphs …>
#                                                           verb,network,bytes,bytes without the two rows of predict,doubts
#        stacks.py compare <results.csv> <contracts …>      the most of each, beside what the contract says
import os
import random
import re
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), folder) for folder in ("../programs", "../../lib/cmake/report")]
from calls import Code  # noqa: E402
from elf import Elf  # noqa: E402
from networks import random_learning  # noqa: E402
from stack import Stack  # noqa: E402

VERBS = """
extern "C" {{
using Net{n} = Network<{layers}>;
static Net{n} net{n};
static const Recipe recipe{n}{{{loss}, {optimizer}, {schedule}}};
static SlicedWorkspace<Net{n}, decltype(recipe{n}), {batch}> sliced{n};
static Workspace<Net{n}, decltype(recipe{n}), {batch}> work{n};
static Image<Net{n}> image{n};
static TransactionOf<decltype(work{n})> before{n};
static Watchdog<Net{n}> watchdog{n};
static Memory<2 * checkpoint_size<decltype(work{n})>> storage{n};
static float x{n}[{batch}][{inputs}], p{n}[{batch}][{outputs}];
static {target};
[[gnu::noinline]] void init_{n}() {{ init(net{n}, 1); }}
[[gnu::noinline]] Status train_{n}() {{ return train(net{n}, work{n}, recipe{n}, {{x{n}, y{n}}}).status; }}
[[gnu::noinline]] Status evaluate_{n}() {{ return evaluate(net{n}, work{n}, recipe{n}, {{x{n}, y{n}}}).status; }}
[[gnu::noinline]] Status fit_{n}() {{ return fit(net{n}, work{n}, recipe{n}, {{x{n}, y{n}}}, {{}}).status; }}
[[gnu::noinline]] Status begin_{n}() {{ return begin(net{n}, sliced{n}, recipe{n}, {{x{n}, y{n}}}).status; }}
[[gnu::noinline]] Status advance_{n}() {{ return advance(net{n}, sliced{n}, 100).status; }}
[[gnu::noinline]] void cancel_{n}() {{ cancel(net{n}, sliced{n}); }}
[[gnu::noinline]] void predict_{n}() {{ p{n}[0][0] = predict(net{n}, x{n}[0])[0]; }}
[[gnu::noinline]] void features_{n}() {{ p{n}[0][0] = features<1>(net{n}, x{n}[0])[0]; }}
[[gnu::noinline]] uint32_t bad_inputs_{n}() {{ return bad_inputs(net{n}, x{n}[0], {batch}).total(); }}
[[gnu::noinline]] Status save_{n}() {{ return save(net{n}, image{n}); }}
[[gnu::noinline]] Status load_{n}() {{ return load(net{n}, image{n}); }}
[[gnu::noinline]] size_t find_bad_number_{n}() {{ return find_bad_number(net{n}, recipe{n}, {{x{n}, y{n}}}).row; }}
[[gnu::noinline]] Status begin_transaction_{n}() {{
    return begin_transaction(before{n}, net{n}, work{n}, recipe{n}, {{x{n}, y{n}}});
}}
[[gnu::noinline]] Status end_transaction_{n}() {{
    return end_transaction(before{n}, net{n}, work{n}, recipe{n}, {{x{n}, y{n}}}).status;
}}
[[gnu::noinline]] Status check_{n}() {{ return watchdog{n}.check(net{n}, work{n}, recipe{n}, {{x{n}, y{n}}}).status; }}
[[gnu::noinline]] Status store_{n}() {{ return store(net{n}, work{n}, storage{n}); }}
[[gnu::noinline]] Status restore_{n}() {{ return restore(net{n}, work{n}, storage{n}); }}
}}
char predict_rows_{n}[8 * widest<Net{n}>()], features_rows_{n}[8 * widest<Net{n}, 1>()];
"""
HEAD = """// Written by tests/footprint/stacks.py.
#include <mote/checkpoint.hpp>
#include <mote/mote.hpp>
#include <mote/transaction.hpp>
#include <mote/watchdog.hpp>

using namespace mote;

/// Bytes that can be written over.
template <size_t Size>
struct Memory {
    static constexpr size_t size = Size, sector_size = 1, page_size = 1;
    uint8_t bytes[Size];
    bool read(size_t offset, uint8_t* to, size_t count) {
        for (size_t i = 0; i < count; ++i) {
            to[i] = bytes[offset + i];
        }
        return true;
    }
    bool program(size_t offset, const uint8_t* from, size_t count) {
        for (size_t i = 0; i < count; ++i) {
            bytes[offset + i] = from[i];
        }
        return true;
    }
    bool erase(size_t) { return true; }
    bool sync() { return true; }
};
"""
NAMES = re.findall(r"(\w+)_\{n\}\(\) \{\{", VERBS)


def write(path, seed, count):
    numbers = random.Random(int(seed))
    text = HEAD
    for n in range(int(count)):
        it = random_learning(numbers)
        target = f"ClassNumber y{n}[{it.batch}]" if it.has_classes else f"float y{n}[{it.batch}][{it.outputs}]"
        text += VERBS.format(n=n, target=target, **it._asdict())
    calls = "\n".join(f"    {name}_{n}();" for n in range(int(count)) for name in NAMES)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text}\nint main() {{\n{calls}\n}}\n")


def measure(program, objdump, readelf, graphs):
    elf = Elf(readelf, program)
    code = Code(elf, objdump, program, graphs)
    sizes = {symbol.name: symbol.size for symbol in elf.symbols}
    for symbol in sorted(code.by_symbol):
        found = re.fullmatch(r"(\w+)_(\d+)", symbol)
        if found and found[1] in NAMES:
            stack = Stack(code, symbol)
            doubts = "; ".join(sorted(set(stack.doubts)))
            rows = sizes.get(f"{found[1]}_rows_{found[2]}", 0)
            print(f"{found[1]},{found[2]},{stack.depth},{stack.depth - rows},{doubts}")


def promised(contracts):
    """The bytes that the contracts name for each verb: of the comment before its first declaration."""
    text = ""
    for contract in contracts:
        with open(contract, encoding="utf-8") as file:
            text += file.read()
    limits = {}
    for comment, declaration in re.findall(r"((?:^ *///.*\n)+)((?:^(?! *///|$).*\n)+)", text, re.M):
        plain = re.sub(r"\s*///", "", comment)
        found = re.search(r"Stack:.*?(?:and )?([\d,]+)( bytes)?(?:\.|, )", re.sub(r"8·\S+ bytes, ", "", plain))
        name = re.search(r"(\w+)\(", re.sub(r"template <.*>", "", declaration))
        if found and name:
            limits.setdefault(name[1], int(found[1].replace(",", "")))
    return limits


def compare(results, *contracts):
    """A table of the most that each verb takes on each target, and an error where the contract promises less."""
    most, lines = {}, {}
    with open(results, encoding="utf-8") as file:
        for line in list(file)[1:]:
            target, seed, verb, network, _, beyond_rows, doubts = line.strip().split(",", 6)
            if int(beyond_rows) > most.get((target, verb), 0):
                most[target, verb], lines[target, verb] = int(beyond_rows), f"{seed}, network {network}"
            is_callback = verb == "fit" and doubts.endswith("calls through a pointer")  # the contract leaves it out
            if doubts and not is_callback:
                sys.exit(f"stacks: {target}, {verb}: {doubts}")
    limits, bad = promised(contracts), False
    targets = list(dict.fromkeys(target for target, _ in most))
    print("| verb | contract | " + " | ".join(targets) + " |\n" + "|---" * (len(targets) + 2) + "|")
    for verb in NAMES:
        print(f"| {verb} | {limits[verb]} | " + " | ".join(str(most[target, verb]) for target in targets) + " |")
    for (target, verb), taken in most.items():
        if taken > limits[verb]:
            bad = True
            print(f"stacks: {verb} on {target} takes {taken} bytes ({lines[target, verb]}), above {limits[verb]}")
    sys.exit(bad)


if sys.argv[1] == "write":
    write(*sys.argv[2:])
elif sys.argv[1] == "compare":
    compare(*sys.argv[2:])
else:
    measure(sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:])
