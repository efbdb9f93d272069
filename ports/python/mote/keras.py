# SPDX-License-Identifier: MIT
"""Weights of Dense layers from a Keras file, .h5, as save_weights() or save() writes it. Needs h5py."""
import h5py
import numpy

from . import pytorch


def _text(name):
    return name.decode() if isinstance(name, bytes) else str(name)


def weights(path):
    """[(layer's name, kernel [inputs, outputs], bias [outputs]), …] in the file's order. ValueError names the layers, all of them,
    that have weights other than a kernel and a bias, and says if the file has no layers."""
    found, problems = [], []
    with h5py.File(path, "r") as file:
        root = file["model_weights"] if "model_weights" in file else file
        if "layer_names" not in root.attrs:
            raise ValueError(f"{path}: this is no file of Keras's weights: it has no layer_names")
        for layer in map(_text, root.attrs["layer_names"]):
            names = [_text(name) for name in root[layer].attrs.get("weight_names", [])]
            last = [name.rpartition("/")[2].partition(":")[0] for name in names]
            arrays = [numpy.asarray(root[layer][name]) for name in names]
            if not names:
                continue
            if last != ["kernel", "bias"] or arrays[0].ndim != 2:
                problems.append(f"{layer} ({', '.join(last)}; {', '.join(str(array.shape) for array in arrays)})")
            else:
                found.append((layer, *arrays))
    if problems:
        raise ValueError(f"{path}: not a Dense with a kernel and a bias: {'; '.join(problems)}")
    return found


def load_weights(network, path):
    """Takes the weights of a Keras file with the same Dense layers. Activations are not in such a file, and are the network's.

    ValueError, with nothing changed, as weights() and for other shapes and bad numbers.
    """
    tensors = {}
    for place, (_, kernel, bias) in enumerate(weights(path)):
        tensors[f"{place}.weight"], tensors[f"{place}.bias"] = kernel.T, bias
    try:
        pytorch.load_state_dict(network, tensors)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
