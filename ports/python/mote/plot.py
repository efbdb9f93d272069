# SPDX-License-Identifier: MIT
"""Pictures of how a network learned and how well it fits. They need matplotlib, and nothing else here does.

Each function gives a matplotlib Figure, which a notebook shows and `savefig` writes.
"""
import numpy

from .arrays import floats

_measured, _learned, _other = "#8a8f8c", "#0b6b4f", "#c8641b"


def figure(title, x_label, y_label):
    """An empty picture and its axes. ImportError says what to install where there is no matplotlib."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise ImportError("pictures need matplotlib: apt-get install python3-matplotlib, or pip install matplotlib") from None
    picture = Figure(figsize=(6.4, 4.0), dpi=150, layout="constrained")
    axes = picture.add_subplot(title=title, xlabel=x_label, ylabel=y_label)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e4e7e5", linewidth=0.6)
    axes.set_axisbelow(True)
    return picture, axes


def loss(history):
    """The loss of each epoch of a History, and that of the evaluation rows if there were some."""
    picture, axes = figure("Loss", "epoch", "mean loss")
    epochs = numpy.arange(1, history.epochs + 1)
    axes.plot(epochs, history.loss, color=_learned, linewidth=1.4, label="rows it learned from")
    if history.evaluation_loss != history.loss:
        axes.plot(epochs, history.evaluation_loss, color=_other, linewidth=1.4, label="other rows")
        axes.legend(frameon=False)
    if min(history.loss + history.evaluation_loss, default=0) > 0:
        axes.set_yscale("log")
    return picture


def fit(network, x, y, names=("x", "y")):
    """What the network of one output says beside what was measured: along its only input, or else each against the other.

    names  of the input and of the target; with several inputs only the second is used
    """
    x = floats("x", x, network.sizes.inputs)
    y = numpy.asarray(y, numpy.float32).reshape(len(y), -1)
    if y.shape[1] != 1:
        raise ValueError(f"plot.fit: the targets have {y.shape[1]} columns, and a picture shows one")
    if x.shape[1] == 1:
        picture, axes = figure("Fit", *names)
        steps = numpy.linspace(x.min(), x.max(), 400, dtype=numpy.float32).reshape(-1, 1)
        axes.plot(x, y, ".", color=_measured, markersize=4, label="measured")
        axes.plot(steps, network.predict(steps), color=_learned, linewidth=1.6, label="network")
        axes.legend(frameon=False)
    else:
        picture, axes = figure("Fit", f"{names[1]}, measured", f"{names[1]}, by the network")
        predicted = network.predict(x)
        ends = [min(y.min(), predicted.min()), max(y.max(), predicted.max())]
        axes.plot(ends, ends, color=_measured, linewidth=1, label="exact")
        axes.plot(y, predicted, ".", color=_learned, markersize=4, label="rows")
        axes.legend(frameon=False)
    return picture
