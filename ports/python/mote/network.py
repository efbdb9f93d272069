# SPDX-License-Identifier: MIT
"""The network: what is learned, how, and where. One object holds all of it, and its verbs are those of the C++ library."""
import ctypes
import pathlib
import warnings

import numpy

from . import activations, header, losses, optimizers, schedules, source
from .arrays import address, classes, floats, limit
from .files import write
from .footprint import footprint
from .history import BadNumbers, Epoch, History, Progress, repairs_of
from .parts import find, part

_initializations = {"PyTorchDefault": "PyTorchDefault", "Xavier": "Xavier", "He": "He", "Siren": "Siren"}
_ends = ("all epochs", "callback", "early stopping", "schedule over", "failed")


def _count(name, value, least, most=2**32 - 1):
    if isinstance(value, bool) or not isinstance(value, (int, numpy.integer)):
        raise TypeError(f"{name} is {value!r}, and should be a whole number")
    if not least <= value <= most:
        raise ValueError(f"{name} is {value}, and should be from {least} to {most}")
    return int(value)


def _activations(layers, activation, output_activation):
    """One name for each Dense, from one for all hidden layers or a list of them."""
    hidden = len(layers) - 2
    if isinstance(activation, (list, tuple)):
        if len(activation) != hidden:
            raise ValueError(f"{len(activation)} activations are given, and there are {hidden} hidden layers")
        return [*activation, output_activation]
    return [activation] * hidden + [output_activation]


class Network:
    """A network of dense layers and how it learns, compiled for this machine on first use.

    layers             numbers of inputs, of each hidden layer's units and of outputs: [3, 16, 1]
    activation         of all hidden layers, or a list with one for each; PyTorch's names: "tanh", "LeakyReLU(0.2)"
    output_activation  of the last layer; None for a regression, and for losses that take logits
    loss, optimizer, schedule   a name, or a part with settings: optimizers.Adam(0.01), losses.Huber(0.5), schedules.Cosine(1000)
    learning_rate      instead of the optimizer's
    batch              rows of a step, at most: memory for that many is part of the network
    seed               of the first weights, 0 to 2^64 - 1: the same on every machine
    initialization     "PyTorchDefault", "Xavier", "He" or "Siren"
    scale_inputs, scale_outputs   fixed layers for the user's units at either end; fit_scalings() sets them

    The same calls give the same bits as the C++ library does on any machine. Losses and parameters are float32. Not for use by two
    threads at once. ValueError and TypeError say what is wrong with an argument; CompilerError, that there is no compiler.
    """

    def __init__(self, layers, activation="tanh", *, output_activation=None, loss="MeanSquaredError", optimizer="Adam",
                 schedule="Constant", learning_rate=None, batch=32, seed=0, initialization="PyTorchDefault", scale_inputs=False,
                 scale_outputs=False):
        if isinstance(layers, (str, bytes)) or not hasattr(layers, "__len__") or len(layers) < 2:
            raise ValueError(f"layers is {layers!r}, and should be a list: inputs, hidden units, …, outputs")
        self.layers = [_count(f"layers[{i}]", width, 1) for i, width in enumerate(layers)]
        self.activations = _activations(self.layers, activation, output_activation)
        self.loss = part("loss", loss, losses.known)
        self.optimizer = part("optimizer", optimizer, optimizers.known)
        self.schedule = part("schedule", schedule, schedules.known)
        if learning_rate is not None:
            self.optimizer = optimizers.with_rate(self.optimizer, learning_rate)
        self.batch = _count("batch", batch, 1)
        self.seed = _count("seed", seed, 0, 2**64 - 1)
        self.initialization = find("initialization", initialization, _initializations)
        self.scale_inputs, self.scale_outputs = bool(scale_inputs), bool(scale_outputs)
        self._make()
        self._library.mote_init(self._at, self.seed)

    def _make(self):
        """Compiles or finds the library, and takes memory for a learner."""
        numbers = []
        recipe = ", ".join(each.expression(numbers) for each in (self.loss, self.optimizer, self.schedule))
        self.source = source.source_of(
            self.layers, [activations.in_cpp(name) for name in self.activations], recipe, self.batch, self.initialization,
            self.scale_inputs, self.scale_outputs)
        self._library, self.sizes = source.library_of(self.source)
        block = numpy.zeros(self.sizes.learner + self.sizes.alignment, numpy.uint8)
        first = -block.ctypes.data % self.sizes.alignment
        self._block, self._at = block, block.ctypes.data + first
        self._library.mote_set_recipe(self._at, (ctypes.c_double * len(numbers))(*numbers))
        self.settings = numbers

    def __repr__(self):
        return f"Network({self.layers}, {self.activations}, {self.loss}, {self.optimizer}, {self.schedule}, batch={self.batch})"

    # Data in, data out.

    def _targets(self, name, y, rows):
        y = classes(name, y, self.sizes.outputs) if self.sizes.has_classes else floats(name, y, self.sizes.targets)
        if len(y) != rows:
            raise ValueError(f"{name} has {len(y)} rows, and the inputs have {rows}")
        return y

    def _samples(self, x, y, names=("x", "y")):
        x = floats(names[0], x, self.sizes.inputs)
        return x, self._targets(names[1], y, len(x))

    def _check(self, verb, outcome, x, y):
        """Raises what a status says; warns of bad numbers, with the place of the first. Gives the repairs."""
        repairs = repairs_of(outcome.found)
        place = ""
        if repairs.total > repairs.settings:
            bad = source.Bad()
            self._library.mote_find_bad_number(self._at, address(x), address(y), len(x), bad)
            if bad.part:
                place = f"; the first is {'?xyw'[bad.part]}[{bad.row}, {bad.column}] = {bad.value:g}"
        if outcome.status:
            raise ValueError(f"{verb}: {self._library.mote_describe(outcome.status).decode()} ({repairs}{place})")
        if repairs.total:
            warnings.warn(f"{verb}: {repairs}{place}", BadNumbers, stacklevel=3)
        return repairs

    # The verbs.

    def reset(self, seed=None):
        """New weights from `seed`, or from the network's, and a fresh start. Scales that were fitted stay."""
        if seed is not None:
            self.seed = _count("seed", seed, 0, 2**64 - 1)
        self._library.mote_init(self._at, self.seed)

    def fit_scalings(self, x, y):
        """Sets scales and offsets of scale_inputs and scale_outputs: the network's own numbers get mean 0 and deviation 1.

        Rows with a number that is not finite, or beyond 2^62, are left out; a warning BadNumbers tells of it.
        """
        x, y = self._samples(x, y)
        if not (self.scale_inputs or self.scale_outputs):
            raise ValueError("fit_scalings: this network has neither scale_inputs nor scale_outputs")
        scaled = ([("x", x)] if self.scale_inputs else []) + ([("y", y)] if self.scale_outputs else [])
        for name, table in scaled:
            bad = ~(numpy.abs(table) <= limit)
            rows = bad.any(axis=1)
            if rows.any():
                row, column = numpy.argwhere(bad)[0]
                told = (f"fit_scalings: {rows.sum()} of {len(rows)} rows of {name} are left out; the first is {name}[{row}, {column}] = "
                        f"{table[row, column]:g}. Numbers should be finite, and 2^62 at most")
                if rows.all():
                    raise ValueError(told)
                warnings.warn(told, BadNumbers, stacklevel=2)
        outcome = source.Outcome(status=self._library.mote_fit_scalings(self._at, address(x), address(y), len(x)))
        self._check("fit_scalings", outcome, x, y)

    def _has_new_scales(self):
        """Whether all scales of an end are 1 and all offsets 0, which data hardly ever have."""
        first, count = self.sizes.trained_first, 2 * self.sizes.outputs
        ends = ([self.parameters[:first]] if self.scale_inputs else []) + ([self.parameters[-count:]] if self.scale_outputs else [])
        return any((end == numpy.repeat([1, 0], len(end) // 2)).all() for end in ends)

    def train(self, x, y):
        """One step on at most `batch` rows, all at once: the loss before it. A warning BadNumbers tells of rows left out."""
        x, y = self._samples(x, y)
        outcome = source.Outcome()
        self._library.mote_train(self._at, address(x), address(y), len(x), outcome)
        self._check("train", outcome, x, y)
        return outcome.loss

    def fit(self, x, y, epochs=1, *, batch=0, shuffle=True, shuffle_seed=0, evaluation=None, patience=0, minimum_improvement=0.0,
            keep_best=False, fresh=False, callbacks=(), progress=False):
        """Learns from x [rows, inputs] and y [rows, outputs] (class numbers [rows] for cross entropies), and tells a History.

        epochs      at most, in this call; two calls of 10 epochs are one of 20
        batch       rows a step; 0: the network's
        shuffle     a new order of the rows each epoch, from shuffle_seed
        evaluation  (x, y) to judge by: early stopping and keep_best look at their loss
        patience    epochs without a loss that is lower by minimum_improvement, before it stops; 0: never
        keep_best   leaves the weights of the best epoch, and goes on from the last ones at the next call
        fresh       forgets moments, steps and epochs first, not the weights
        callbacks   each is called with an Epoch; an answer that is false, but for None, stops. What it raises, fit() raises
        progress    draws a bar on standard error

        A row with a bad number is left out; a warning BadNumbers counts them and says where the first is. Another warning tells of
        scales that nobody has set. ValueError where nothing could be learned.
        """
        x, y = self._samples(x, y)
        if self._has_new_scales():
            warnings.warn("fit: scale_inputs and scale_outputs do nothing before fit_scalings(x, y), which was not called", stacklevel=2)
        other_x, other_y = self._samples(*evaluation, ("evaluation x", "evaluation y")) if evaluation is not None else (None, None)
        request = source.Request(
            _count("epochs", epochs, 0), _count("batch", batch, 0), bool(shuffle), _count("shuffle_seed", shuffle_seed, 0),
            _count("patience", patience, 0), minimum_improvement, bool(keep_best), bool(fresh))
        callbacks = [callbacks] if callable(callbacks) else list(callbacks)
        bar = Progress(epochs) if progress else None
        history, raised = History(), []

        def on_epoch(report):
            try:
                epoch = Epoch(report[0].number, report[0].loss, report[0].evaluation_loss, repairs_of(report[0].found))
                history.loss.append(epoch.loss)
                history.evaluation_loss.append(epoch.evaluation_loss)
                if bar:
                    bar(epoch)
                answers = [callback(epoch) for callback in callbacks]  # every one is asked, even if one before it wants to stop
                return int(all(answer is None or bool(answer) for answer in answers))
            except BaseException as error:  # of C there is no way up for it, Control-C included
                raised.append(error)
                return 0

        outcome = source.Outcome()
        self._library.mote_fit(
            self._at, address(x), address(y), len(x), address(other_x), address(other_y), 0 if other_x is None else len(other_x),
            request, source.OnEpoch(on_epoch), outcome)
        if bar:
            bar.close()
        if raised:
            raise raised[0]
        history.repairs = self._check("fit", outcome, x, y)
        history.end = _ends[outcome.end]
        return history

    def predict(self, x):
        """Outputs [rows, outputs], float32, for x [rows, inputs]; of one row [inputs], [outputs]. All are finite.

        Inputs that are NaN count as 0, others that are bad as the ceiling; a warning BadNumbers counts them.
        """
        is_row = numpy.ndim(x) == 1 and numpy.shape(x)[0] == self.sizes.inputs and self.sizes.inputs != 1
        x = floats("x", [x] if is_row else x, self.sizes.inputs)
        y = numpy.empty((len(x), self.sizes.outputs), numpy.float32)
        found = source.Found()
        self._library.mote_bad_inputs(self._at, address(x), len(x), found)
        if repairs_of(found).total:
            warnings.warn(f"predict: {repairs_of(found)}", BadNumbers, stacklevel=2)
        self._library.mote_predict(self._at, address(x), address(y), len(x))
        return y[0] if is_row else y

    def evaluate(self, x, y):
        """The loss of these rows, without learning. A warning BadNumbers tells of rows left out."""
        x, y = self._samples(x, y)
        outcome = source.Outcome()
        self._library.mote_evaluate(self._at, address(x), address(y), len(x), outcome)
        self._check("evaluate", outcome, x, y)
        return outcome.loss

    # Weights and state.

    @property
    def parameters(self):
        """All parameters, float32 [parameters], in the order of an image: a view, so writing to it writes to the network."""
        pointer = self._library.mote_parameters(self._at)
        array = numpy.ctypeslib.as_array(pointer, (self.sizes.parameters,))
        # The view keeps the memory alive.
        first = array.ctypes.data - self._block.ctypes.data
        return self._block[first : first + array.nbytes].view(numpy.float32)

    def dense(self):
        """[(weight [outputs, inputs], bias [outputs]), …] of each layer, views with PyTorch's axes."""
        at, found = self.sizes.trained_first, []
        for inputs, outputs in zip(self.layers, self.layers[1:]):
            weights = self.parameters[at : at + inputs * outputs].reshape(inputs, outputs).T
            at += (inputs + 1) * outputs
            found.append((weights, self.parameters[at - outputs : at]))
        return found

    def state(self):
        """What learning remembers, as a dict of arrays and numbers that restore_state() takes on any machine."""
        sizes, counters = self.sizes, source.Counters()
        memory = numpy.zeros((sizes.memory, sizes.trained), numpy.float32)
        corrections = numpy.zeros(sizes.corrections, numpy.uint8)
        schedule = numpy.zeros(sizes.schedule, numpy.uint8)
        self._library.mote_get_state(self._at, counters, address(memory), address(corrections), address(schedule))
        numbers = {name: getattr(counters, name) for name, _ in counters._fields_}
        return {**numbers, "memory": memory, "corrections": corrections.view(numpy.uint32), "schedule": schedule.view(numpy.uint32)}

    def restore_state(self, state):
        """Goes on from a state() of a network with the same optimizer and schedule; ValueError if it is of another."""
        arrays = {}
        for name, shape, dtype in (("memory", (self.sizes.memory, self.sizes.trained), numpy.float32),
                                   ("corrections", (self.sizes.corrections // 4,), numpy.uint32),
                                   ("schedule", (self.sizes.schedule // 4,), numpy.uint32)):
            arrays[name] = numpy.ascontiguousarray(state[name], dtype)
            if arrays[name].shape != shape:
                raise ValueError(f"restore_state: {name} has the shape {arrays[name].shape}, and this network's has {shape}")
        counters = source.Counters(**{name: state[name] for name, _ in source.Counters._fields_})
        self._library.mote_set_state(self._at, counters, *(address(array) for array in arrays.values()))

    # Images.

    def image(self):
        """The network as bytes, the same on every machine: mote's image format 2."""
        image = ctypes.create_string_buffer(self.sizes.image)
        self._library.mote_save(self._at, image)
        return image.raw

    def load_image(self, image):
        """Takes the parameters of an image of this network, and starts learning afresh. ValueError, with nothing changed, if it is
        damaged or of another network."""
        status = self._library.mote_load(self._at, bytes(image), len(image))
        if status:
            raise ValueError(self._library.mote_describe(status).decode())
        self._library.mote_start_afresh(self._at)

    def save(self, path):
        """Writes the image to a file, whole or not at all."""
        write(path, self.image())

    def load(self, path):
        """Reads an image from a file; see load_image()."""
        try:
            self.load_image(pathlib.Path(path).read_bytes())
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None

    def export_header(self, path, name):
        """Writes a C++ header with the weights as constants, for flash: `constexpr Net net = mote_weights::<name><Net>();`.

        At its top stand this network's type and recipe. ValueError if `name` cannot be a function's.
        """
        write(path, self.header(name).encode())

    def header(self, name):
        """The text that export_header() writes."""
        return header.text(self.image(), f"{name}.mote", name, self.type_in_cpp, f"{self.recipe_in_cpp}, {self.batch} rows a step")

    @property
    def type_in_cpp(self):
        """The network's type, "mote::Network<…>"."""
        return source.type_of(self.source)

    @property
    def recipe_in_cpp(self):
        """How it learns, "mote::Recipe{…}", with all numbers."""
        return source.recipe_of(self.source, self.settings)

    def footprint(self, processor):
        """What it takes of a microcontroller, "cortex-m4" say: a Footprint, in bytes; see footprint.py."""
        return footprint(self, processor)

    # Copies.

    def __getstate__(self):
        kept = {name: value for name, value in self.__dict__.items() if name[0] != "_" and name not in ("sizes", "source", "settings")}
        return {"described": kept, "parameters": self.parameters.copy(), "state": self.state()}

    def __setstate__(self, kept):
        self.__dict__.update(kept["described"])
        self._make()
        self.parameters[:] = kept["parameters"]
        self.restore_state(kept["state"])
