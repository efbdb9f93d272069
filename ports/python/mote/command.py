# SPDX-License-Identifier: MIT
"""The command line: `mote fit data.csv --target y --processor cortex-m0 --ram 8K` tries sizes, shows what each costs, keeps the best,
and writes it as an image, a header, a firmware project or pictures."""
import argparse
import pathlib
import re
import sys
import warnings

import numpy

from . import firmware, header, plot, schedules, table, toolchains
from .arrays import limit
from .compiler import CompilerError
from .files import write
from .history import BadNumbers
from .network import Network
from .parts import near


def _bytes(text):
    """Bytes from "6000", "8K" or "1M"."""
    match = re.fullmatch(r"(\d+)([KkMm]?)", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is no size: a number of bytes, as 8192 or 8K")
    return int(match[1]) * {"": 1, "k": 1024, "m": 1024**2}[match[2].lower()]


def _sizes(text):
    """[[8], [16, 16]] from "8 16-16"."""
    if not re.fullmatch(r"\d+(-\d+)*( \d+(-\d+)*)*", text):
        raise argparse.ArgumentTypeError(f"{text!r} are no sizes: units of hidden layers, as '8 16 16-16'")
    return [[int(units) for units in each.split("-")] for each in text.split()]


def arguments():
    parser = argparse.ArgumentParser(prog="mote", description="Small neural networks for microcontrollers.")
    fit = parser.add_subparsers(dest="command", required=True).add_parser("fit", help="learn one column of a table from the others")
    fit.add_argument("data", help="a CSV file with a line of names")
    fit.add_argument("--target", required=True, help="the column to learn")
    fit.add_argument("--inputs", nargs="+", help="the columns to learn from; all others, if it is not given")
    fit.add_argument("--hidden", type=_sizes, help="sizes to try, as '8 16 16-16'; 4 8 16 16-16, or with --ram what fits, if it is not given")
    fit.add_argument("--activation", default="tanh", help="of the hidden layers; tanh, if it is not given")
    fit.add_argument("--epochs", type=int, help="300, or as many as make 3000 steps, if it is not given")
    fit.add_argument("--learning-rate", type=float, default=0.01, help="0.01, if it is not given; try 0.001 and 0.1")
    fit.add_argument("--schedule", choices=("Cosine", "Constant"), default="Cosine", help="the rate falls to 0 over all epochs, or stays; Cosine, if it is not given")
    fit.add_argument("--batch", type=int, default=16, help="rows of a step; 16, if it is not given")
    fit.add_argument("--seed", type=int, default=0, help="of the first weights and of the folds")
    fit.add_argument("--folds", type=int, default=5, help="of the cross-validation; 5, if it is not given")
    fit.add_argument("--processor", help="tell flash for it, too: cortex-m0, cortex-m4, rv32imac, …")
    fit.add_argument("--ram", type=_bytes, help="leave out what takes more for network and workspace: 8K, say (of this machine's, without --processor)")
    fit.add_argument("--output", help="writes <output>.mote, an image, and <output>.hpp, its weights for flash")
    fit.add_argument("--firmware", metavar="FOLDER", help="writes a project for --processor: weights, rows with their predictions, a Makefile")
    fit.add_argument("--pictures", action="store_true", help="writes <output>.loss.png and <output>.fit.png, by matplotlib")
    return parser


def columns(given):
    """(x, y, names of inputs) of the file, and in words how many rows they are and why others were left out. ValueError says what is
    wrong with the file or with the columns that were asked for."""
    read = table.Table(given.data)
    named = [name for name in read.names if name]
    inputs = given.inputs or [name for name in named if name != given.target]
    for name in (given.target, *inputs):
        if name not in named:
            raise ValueError(f"{given.data}: there is no column {name!r}.{near(name, named)} There are: {', '.join(named)}")
    if not inputs or given.target in inputs or len(set(inputs)) < len(inputs):
        raise ValueError(f"{given.data}: the inputs are {', '.join(inputs) or 'none'}, and should be different columns other than {given.target}")
    target = read.column(given.target, "; mote fit learns numbers, mote.sklearn.MoteClassifier learns classes")
    whole = numpy.stack([*(read.column(name, "; --inputs takes the names of those that are") for name in inputs), target], 1)
    good = numpy.abs(whole) <= limit
    kept = whole[good.all(axis=1)]
    reasons = [f"{name} {what} in {count}" for i, name in enumerate((*inputs, given.target))
               for what, count in (("is empty", numpy.isnan(whole[:, i]).sum()), ("is beyond 2^62", (numpy.abs(whole[:, i]) > limit).sum()))
               if count]
    told = f"{len(kept)} row{'s' * (len(kept) != 1)}" + (f", {len(whole) - len(kept)} left out: {', '.join(reasons)}" if reasons else "")
    if len(kept) < 2 * given.folds:
        raise ValueError(f"{given.data}: {told}; {given.folds} folds need {2 * given.folds}")
    if (kept[:, -1] == kept[0, -1]).all():
        raise ValueError(f"{given.data}: {given.target} is {kept[0, -1]:g} in every row, so there is nothing to learn")
    return kept[:, :-1], kept[:, -1:], inputs, told


def steps_of_epoch(given, x):
    return -(-len(x) // given.batch)


def network_of(given, hidden, x):
    """An untrained network whose schedule ends with the last epoch over the rows x."""
    schedule = schedules.Cosine(given.epochs * steps_of_epoch(given, x)) if given.schedule == "Cosine" else schedules.Constant()
    return Network([x.shape[1], *hidden, 1], given.activation, learning_rate=given.learning_rate, schedule=schedule, batch=given.batch,
                   seed=given.seed, scale_inputs=True, scale_outputs=True)


def learned(given, hidden, x, y):
    """A network of these hidden layers that has learned x and y, and the History."""
    network = network_of(given, hidden, x)
    network.fit_scalings(x, y)
    history = network.fit(x, y, given.epochs)
    if history.repairs.settings:
        raise ValueError(f"--learning-rate is {given.learning_rate:g}, and mote does not take that")
    return network, history


def error_of_folds(given, hidden, x, y):
    """The root mean square error on rows that were held out, fold by fold; the rows are dealt in a fixed random order."""
    fold = numpy.random.RandomState(given.seed % 2**32).permutation(len(x)) % given.folds
    squares = [(learned(given, hidden, x[fold != i], y[fold != i])[0].predict(x[fold == i]) - y[fold == i]) ** 2
               for i in range(given.folds)]
    return float(numpy.sqrt(numpy.concatenate(squares).mean()))


def costs(given, hidden, x):
    """(RAM, flash) of a network that learns; no flash without a processor."""
    network = network_of(given, hidden, x)
    if given.processor:
        bytes_ = network.footprint(given.processor)
        return bytes_.ram, bytes_.flash_to_learn
    return network.sizes.net + network.sizes.workspace, None


def candidates(given, x):
    """(hidden, RAM, flash) of each size to try: the given ones, or one and two layers of 4, 8, 16, … units until the RAM is too small."""
    if given.hidden or given.ram is None:
        for hidden in given.hidden or _sizes("4 8 16 16-16"):
            yield (hidden, *costs(given, hidden, x))
        return
    for layers in (1, 2):
        for units in (4, 8, 16, 32, 64, 128):
            ram, flash = costs(given, [units] * layers, x)
            yield [units] * layers, ram, flash
            if ram > given.ram:
                break


def check(given):
    """Says now what would be found out after minutes: a ValueError or ImportError."""
    for name, least in (("folds", 2), ("epochs", 1), ("batch", 1), ("seed", 0)):
        value = getattr(given, name)
        if value is not None and value < least:
            raise ValueError(f"--{name} is {value}, and should be {least} or more")
    if given.firmware and not given.processor:
        raise ValueError("--firmware needs a --processor")
    if given.pictures and not given.output:
        raise ValueError("--pictures needs an --output, whose name they have")
    if given.pictures:
        plot.figure("", "", "")
    if given.processor:
        toolchains.find(given.processor)
    if given.firmware and pathlib.Path(given.firmware).exists() and not pathlib.Path(given.firmware).is_dir():
        raise ValueError(f"--firmware {given.firmware} is there, and no folder")
    if given.output and not pathlib.Path(given.output).name:
        raise ValueError(f"--output is {given.output}, and should be what the names of the files begin with")
    if given.output and not pathlib.Path(given.output).parent.is_dir():
        raise ValueError(f"--output {given.output}: there is no folder {pathlib.Path(given.output).parent}")
    header.check_name(stem_and_name(given)[1])


def stem_and_name(given):
    """What the names of files begin with, and the name of the weights in C++."""
    stem = pathlib.Path(given.output or given.firmware or "network")
    return stem, re.sub("\\W+", "_", stem.resolve().name)


def fit(given):
    """Tries every size, prints a line for each, and writes the one with the least error that fits."""
    check(given)
    x, y, inputs, told = columns(given)
    if given.epochs is None:
        given.epochs = max(300, -(-3000 // steps_of_epoch(given, x)))  # where it is fewer, the cosine is at its end too early
    print(f"{given.data}: {told}")
    print(f"{'network':>16} {'RMS error':>11} {'RAM':>7}" + (f" {'flash':>7}  {given.processor}" if given.processor else ""))
    best, least = None, float("inf")
    for hidden, ram, flash in candidates(given, x):
        fits = given.ram is None or ram <= given.ram
        error = error_of_folds(given, hidden, x, y) if fits else None
        name = "-".join(map(str, [x.shape[1], *hidden, 1]))
        print(f"{name:>16} {format(error, '.4g') if fits else '':>11} {ram:7}" + (f" {flash:7}" if given.processor else "")
              + ("" if fits else "  too large"), flush=True)
        if fits and error < least:
            best, least = hidden, error
    if best is None:
        raise ValueError(f"none of these networks fits {given.ram} bytes of RAM: give smaller ones by --hidden, or a smaller --batch")
    network, history = learned(given, best, x, y)
    print(f"best: {'-'.join(map(str, network.layers))}, RMS error {least:.4g}; a mean alone has {float(y.std()):.4g}")
    written = list(write_all(given, network, history, x, y, inputs[0]))
    if written:
        print(f"written: {', '.join(written)}")


def write_all(given, network, history, x, y, first_input):
    """Writes what was asked for, and gives the names."""
    stem, name = stem_and_name(given)
    if given.output:
        network.export_header(f"{stem}.hpp", name)
        write(f"{stem}.mote", network.image())
        yield from (f"{stem}.mote", f"{stem}.hpp")
    if given.firmware:
        rows = x[numpy.linspace(0, len(x) - 1, 8).astype(int)]
        firmware.save(network, given.firmware, given.processor, rows, name)
        yield f"{given.firmware}/"
    if given.pictures:
        plot.loss(history).savefig(f"{stem}.loss.png")
        plot.fit(network, x, y, (first_input, given.target)).savefig(f"{stem}.fit.png")
        yield from (f"{stem}.loss.png", f"{stem}.fit.png")


def main(words=None):
    """Runs the command; 0, or 1 with one line on standard error."""
    given = arguments().parse_args(words)
    warnings.simplefilter("ignore", BadNumbers)  # rows with bad numbers are counted in the first line
    try:
        fit(given)
    except (ValueError, TypeError, OSError, ImportError, CompilerError) as error:
        told = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else error
        print(f"mote: {told}", file=sys.stderr)
        return 1
    return 0
