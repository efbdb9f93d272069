#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Programs of many networks, and how much stack each verb takes in them: for tests/footprint/stacks.
# Usage: stacks.py write <program.cpp> <seed> <networks>      every verb of so many random networks, and of one network a verb
#        stacks.py measure <program.elf> <objdump> <readelf> <graphs …>
#                                                            verb,network,bytes,bytes beyond the formula,doubts
#        stacks.py compare <results.csv> <contracts …>       the most of each, beside what the contract says
import os
import pathlib
import random
import re
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), folder) for folder in ("../programs", "../../lib/cmake/report")]
from calls import Code  # noqa: E402
from elf import Elf  # noqa: E402
from networks import random_learning, with_more_layers  # noqa: E402
from stack import Stack  # noqa: E402

# What a program has once. All objects are inline: they are there if a verb needs them, and the compiler cannot know who else does.
HEAD = """// Written by tests/footprint/stacks.py.
#include <mote/checkpoint.hpp>
#include <mote/mote.hpp>
#include <mote/self_test.hpp>
#include <mote/transaction.hpp>
#include <mote/watchdog.hpp>

using namespace mote;

/// A storage of checkpoints.
template <size_t Size, size_t Sector, size_t Page>
struct Memory {
    static constexpr size_t size = Size, sector_size = Sector, page_size = Page;
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
/// What takes the pages of an image.
struct Programmer {
    bool operator()(size_t, const uint8_t*, size_t) const { return true; }
};

inline FitOptions fit_options;
inline MinimizeOptions minimize_options;
inline WatchdogOptions watchdog_options;
inline Result result;
inline Storing storing;
inline SelfTestMemory<> self_test_memory;
inline SelfTestMemory<Scope::reduced> reduced_memory;
inline bool passed;
inline float number;
inline size_t count;
inline Status status;
"""
# What each network has; @ is its number. Its relatives are for verbs that do not take all networks: minimize() none with Dropout,
# fit_scalings() only those with scalings; and classes are two at least.
OBJECTS = """
using Net@ = Network<{layers}>;
using Repeating@ = Network<{repeating}>;
using Classifier@ = Network<{classifier}>;
using Scaled@ = Network<Input<{inputs}>, InputScaling, Dense<{outputs}>, OutputScaling>;
inline const Recipe recipe@{{{loss}, {optimizer}, {schedule}}};
using Work@ = Workspace<Net@, decltype(recipe@), {batch}>;
using LbfgsOf@ = Lbfgs<8, {loss_type}>;
constexpr size_t batch@ = {batch}, inputs@ = {inputs}, outputs@ = {outputs}, classes@ = {classes};
inline Net@ net@;
inline Repeating@ repeating@;
inline Classifier@ classifier@;
inline Scaled@ scaled@;
inline Work@ work@;
inline SlicedWorkspace<Net@, decltype(recipe@), batch@> sliced@;
inline SecondOrderWorkspace<Repeating@, LevenbergMarquardt> squares@;
inline SecondOrderWorkspace<Repeating@, LbfgsOf@> pairs@;
inline float x@[batch@][inputs@], z@[batch@][outputs@];
inline ClassNumber c@[batch@];
inline constexpr SamplesOf<Work@> samples@{{x@, {targets}@}};
inline constexpr Samples<Net@, MeanSquaredError> errors@{{x@, z@}};
inline constexpr Samples<Scaled@, MeanSquaredError> units@{{x@, z@}};
inline constexpr Samples<Classifier@, CrossEntropy> classes_of_rows@{{x@, c@}};
inline auto split@ = {split};
inline Image<Net@> image@;
inline BestWeights<Net@> best@;
inline TransactionOf<Work@> before@;
inline Watchdog<Net@> watchdog@;
inline Health<Net@> health@;
inline UnitHealth<Net@> unit_health@;
inline Published<Net@> published@;
inline Memory<2 * checkpoint_size<Work@>, 1, 1> bytes@;
inline Memory<8192 + 2 * checkpoint_size<Work@>, 4096, 256> flash@;
inline InputScalingFit<Scaled@> input_fit@;
inline OutputScalingFit<Scaled@> output_fit@;
inline RegressionMetrics<outputs@> metrics@;
inline ConfusionMatrix<classes@> confusion@;
"""
# What is measured: a verb, or verb_with_what. Its figure is that of the contract for `verb`, unless there is one for the whole name.
VERBS = {
    "init": "init(net@, 1)",
    "init_with_xavier": "init(net@, 1, Xavier{})",
    "train": "status = train(net@, work@, recipe@, samples@).status",
    "evaluate": "status = evaluate(net@, work@, recipe@, samples@).status",
    "evaluate_with_split": "status = evaluate(net@, work@, recipe@, split@.training).status",
    "fit": "status = fit(net@, work@, recipe@, samples@, fit_options).status",
    "fit_with_best": "status = fit(net@, work@, recipe@, samples@, fit_options, best@).status",
    "fit_with_split": "status = fit(net@, work@, recipe@, split@, fit_options, best@).status",
    "minimize": "status = minimize(repeating@, squares@, LevenbergMarquardt{}, {x@, z@}, minimize_options).status",
    "minimize_with_lbfgs": "status = minimize(repeating@, pairs@, LbfgsOf@{}, {x@, {targets}@}, minimize_options).status",
    "begin": "status = begin(net@, sliced@, recipe@, samples@).status",
    "advance": "status = advance(net@, sliced@, 100).status",
    "cancel": "cancel(net@, sliced@)",
    "bad_inputs": "number = bad_inputs(net@, x@[0], batch@).total()",
    "predict": "number = predict(net@, x@[0])[0]",
    "predict_with_rows": "count = predict(net@, x@, z@, batch@)",
    "features": "number = features<1>(net@, x@[0])[0]",
    "save": "status = save(net@, image@)",
    "save_with_pages": "status = save(net@, in_pages<Net@, 256>(Programmer{}))",
    "load": "status = load(net@, image@)",
    "find_bad_number": "count = find_bad_number(net@, recipe@, samples@).row",
    "fold_shuffled": "count = fold_shuffled(samples@, 5, count, 1).evaluation.row_of(count)",
    "fit_scalings": "status = fit_scalings(scaled@, units@)",
    "add_with_regression_metrics": "status = metrics@.add(net@, errors@)",
    "add_with_classification_metrics": "status = confusion@.add(classifier@, classes_of_rows@)",
    "accuracy": "number = accuracy(classifier@, classes_of_rows@)",
    "add_with_health": "unit_health@.add(net@, x@[0], batch@)",
    "check": "status = watchdog@.check(net@, work@, recipe@, samples@, watchdog_options).status",
    "begin_transaction": "status = begin_transaction(before@, net@, work@, recipe@, samples@)",
    "end_transaction": "status = end_transaction(before@, net@, work@, recipe@, samples@, number).status",
    "store": "status = store(net@, work@, bytes@)",
    "store_with_pages": "status = store(net@, work@, flash@)",
    "store_part": "status = store_part(net@, work@, bytes@, storing)",
    "store_part_with_pages": "status = store_part(net@, work@, flash@, storing)",
    "checkpoints_written": "count = checkpoints_written<Work@>(flash@)",
    "restore": "status = restore(net@, work@, bytes@)",
    "restore_with_pages": "status = restore(net@, work@, flash@)",
    "self_test": "passed = self_test(self_test_memory).passed()",
    "self_test_with_reduced": "passed = self_test(reduced_memory).passed()",
}
# Those without a figure of their own.
HELPERS = {
    "publish": "published@.publish()",
    "scaling_fit_add": "input_fit@.add(x@, batch@)",
    "apply": "status = input_fit@.apply(scaled@)",
    "apply_with_outputs": "status = output_fit@.apply(scaled@)",
    "r2": "number = metrics@.r2()",
    "macro_f1": "number = confusion@.macro_f1()",
    "probabilities": "number = probabilities(z@[0])[0]",
    "probability": "number = probability(number)",
    "argmax": "count = argmax(z@[0])",
    "observe": "health@.observe(net@, result, batch@)",
    "trend": "number = health@.trend()",
    "is_diverging": "passed = health@.is_diverging()",
    "weights_at_ceiling": "count = weights_at_ceiling(net@)",
    "saturated": "count = unit_health@.saturated()",
    "slowed": "number = watchdog@.slowed(recipe@, watchdog_options).optimizer.learning_rate",
    "judge": "status = watchdog@.judge(net@, work@, number, watchdog_options).status",
}
ALL = {**VERBS, **HELPERS}
# What a figure has beside its bytes: a formula.
FORMULAS = {
    "predict": "8 * widest<Net@>()",
    "predict_with_rows": "8 * widest<Net@>()",
    "features": "8 * widest<Net@, 1>()",
    "save_with_pages": "256",
    "fit_scalings": "16 * (inputs@ + outputs@)",
    "add_with_regression_metrics": "8 * widest<Net@>() + 4 * outputs@",
    "add_with_classification_metrics": "8 * widest<Classifier@>() + 4 * classes@",
    "accuracy": "8 * widest<Classifier@>() + 4 * classes@",
    "add_with_health": "12 * widest<Net@>()",
    "store_with_pages": "256",
    "store_part_with_pages": "256",
}
CALLING_BACK = ("fit", "minimize", "self_test")


def objects(learning, number):
    """What number `number` of the networks has."""
    folds = ["fold(samples@, 5, 1)", "fold_interleaved(samples@, 5, 1)", "fold_shuffled(samples@, 5, 1, 1)"]
    return OBJECTS.format(
        repeating=learning.layers.replace(", Dropout<Ratio<1, 4>>", ""), classes=max(learning.outputs, 2),
        classifier=re.sub(r"Dense<1>$", "Dense<2>", learning.layers.replace(", OutputScaling", "")), loss_type=learning.loss[:-2],
        targets="c" if learning.has_classes else "z", split=folds[number % 3], **learning._asdict())


def write(path, seed, count):
    """The compiler decides by all calls of a function where its code goes. So each verb is there among all others, and alone."""
    numbers = random.Random(int(seed))
    text, calls = HEAD, ""
    for n, verbs in enumerate([ALL] * int(count) + [[verb] for verb in VERBS]):
        learning = with_more_layers(random_learning(numbers), numbers)
        of_network = objects(learning, n)
        for verb in verbs:
            code = ALL[verb].replace("{targets}", "c" if learning.has_classes else "z")
            of_network += f'extern "C" [[gnu::noinline]] void {verb}_@() {{ {code}; }}\n'
            of_network += f"char formula_of_{verb}_@[{FORMULAS[verb]}];\n" if verb in FORMULAS else ""
            calls += f"    {verb}_{n}();\n"
        text += of_network.replace("@", str(n))
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text}\nint main() {{\n{calls}}}\n")


def measure(program, objdump, readelf, graphs):
    elf = Elf(readelf, program)
    code = Code(elf, objdump, program, graphs)
    sizes = {symbol.name: symbol.size for symbol in elf.symbols}
    for symbol in sorted(code.by_symbol):
        found = re.fullmatch(r"(\w+)_(\d+)", symbol)
        if found and found[1] in ALL:
            stack = Stack(code, symbol)
            doubts = "; ".join(sorted(set(stack.doubts)))
            formula = sizes.get(f"formula_of_{symbol}", 0)
            print(f"{found[1]},{found[2]},{stack.depth},{stack.depth - formula},{doubts}")


def promised(contracts):
    """The bytes that the contracts name: for `verb` those of the comment before its first declaration, for `verb_with_file` before
    that in file.hpp, for `verb_with_word` where they follow "with Word"; and for "" those of functions that have none."""
    limits = {}
    for contract in contracts:
        with open(contract, encoding="utf-8") as file:
            text = file.read()
        others = re.search(r"without a figure takes ([\d,]+) bytes", text)
        if others:
            limits[""] = as_number(others[1])
        for comment, declaration in re.findall(r"((?:^ *///.*\n)+)((?:^(?! *///|$).*\n)+)", text, re.M):
            plain = re.sub(r"\d+·(?:\(.*?\)|[^\s(]+(?:\(\))?)(?: \+ \d+·\S+)? bytes, ", "", re.sub(r"\s*///", "", comment))
            found = re.search(r"Stack:.*?(?:and )?([\d,]+)(?: bytes)?(?:\.|, )(.*)", plain)
            name = re.search(r"(\w+)\(", re.sub(r"template <.*>", "", declaration))
            if found and name:
                limits.setdefault(name[1], as_number(found[1]))
                limits.setdefault(f"{name[1]}_with_{pathlib.Path(contract).stem}", as_number(found[1]))
                for word, other in re.findall(r"with (\w+) ([\d,]+)", found[2]):
                    limits.setdefault(f"{name[1]}_with_{word.lower()}", as_number(other))
    return limits


def as_number(text):
    return int(text.strip(",").replace(",", ""))


def compare(results, *contracts):
    """A table of the most that each verb takes on each target, and an error where the contract promises less. What a caller's own
    function takes is left out, and that it is called is no doubt."""
    most, lines = {}, {}
    with open(results, encoding="utf-8") as file:
        for line in list(file)[1:]:
            target, seed, verb, network, _, beyond_formula, doubts = line.strip().split(",", 6)
            if int(beyond_formula) > most.get((target, verb), -1):
                most[target, verb], lines[target, verb] = int(beyond_formula), f"{seed}, network {network}"
            is_callback = verb.startswith(CALLING_BACK) and doubts.endswith("calls through a pointer")
            if doubts and not is_callback:
                sys.exit(f"stacks: {target}, {verb}: {doubts}")
    named, bad = promised(contracts), False
    limits = {verb: named.get(verb, named.get(verb.split("_with_")[0], named[""])) for verb in ALL}
    targets = list(dict.fromkeys(target for target, _ in most))
    print("| verb | contract | " + " | ".join(targets) + " |\n" + "|---" * (len(targets) + 2) + "|")
    for verb in ALL:
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
