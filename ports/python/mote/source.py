# SPDX-License-Identifier: MIT
"""A network's description as C++ source, and the library that comes of it."""
import ctypes
import re
from ctypes import POINTER, c_float, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p

import numpy

from . import compiler


def source_of(layers, activations, recipe, batch, initialization, scales_inputs, scales_outputs):
    """The C++ that names a network; shim.hpp does the rest. `activations` are C++ types, `recipe` an expression of settings."""
    parts = [f"mote::Input<{layers[0]}>"]
    parts += ["mote::InputScaling"] if scales_inputs else []
    parts += [f"mote::Dense<{width}, {activation}>" for width, activation in zip(layers[1:], activations)]
    parts += ["mote::OutputScaling"] if scales_outputs else []
    return f"""// Written by mote's Python package.
#include <mote/mote.hpp>
namespace mote_python {{
using Net = mote::Network<{', '.join(parts)}>;
using Initialization = mote::{initialization};
constexpr size_t batch_rows = {batch};
inline auto recipe_of([[maybe_unused]] const double* settings) {{ return mote::Recipe{{{recipe}}}; }}
}}  // namespace mote_python
#include <shim.hpp>
"""


def type_of(source):
    """The network's type in a source, "mote::Network<…>"."""
    return re.search("^using Net = (.*);$", source, re.MULTILINE)[1]


def recipe_of(source, settings):
    """The recipe in a source with its numbers, "mote::Recipe{…}"."""

    def literal(match):
        value = settings[int(match[2])]
        return f"{int(value)}u" if match[1] == "uint32_t" else f"{numpy.float32(value)!s}f"

    return re.sub(r"static_cast<(\w+)>\(settings\[(\d+)\]\)", literal, re.search("return (mote::Recipe{.*});", source)[1])


def structure(name, **fields):
    return type(name, (ctypes.Structure,), {"_fields_": list(fields.items())})


_of_sizes = {name: c_uint64 for name in ("learner", "alignment", "net", "workspace", "image", "fingerprint")}
_counted = ("inputs", "outputs", "targets", "parameters", "trained_first", "trained", "memory", "corrections", "schedule",
            "has_classes", "port_width")
Sizes = structure("Sizes", **_of_sizes, **{name: c_uint32 for name in _counted})
Request = structure(
    "Request", epochs=c_uint32, batch=c_uint32, shuffle=c_uint32, shuffle_seed=c_uint32, patience=c_uint32,
    minimum_improvement=c_float, keeps_best=c_uint32, fresh=c_uint32,
)
Found = structure("Found", nan=c_uint32, infinite=c_uint32, out_of_range=c_uint32, skipped_rows=c_uint32, settings=c_uint32)
Outcome = structure("Outcome", status=c_uint32, end=c_uint32, loss=c_float, epochs=c_uint32, found=Found)
EpochReport = structure("EpochReport", number=c_uint32, loss=c_float, evaluation_loss=c_float, found=Found)
Counters = structure("Counters", step=c_uint32, epoch=c_uint32, stale_epochs=c_uint32, best_loss=c_float)
Bad = structure("Bad", part=c_uint32, value=c_float, row=c_uint64, column=c_uint64)
OnEpoch = ctypes.CFUNCTYPE(ctypes.c_int, POINTER(EpochReport))

_rows = [c_void_p, c_void_p, c_size_t]
_functions = {  # what each takes after the learner; a result that is not none
    "mote_set_recipe": ([POINTER(ctypes.c_double)], None),
    "mote_init": ([c_uint64], None),
    "mote_start_afresh": ([], None),
    "mote_fit_scalings": (_rows, c_uint32),
    "mote_train": (_rows + [POINTER(Outcome)], None),
    "mote_evaluate": (_rows + [POINTER(Outcome)], None),
    "mote_fit": (_rows + _rows + [POINTER(Request), OnEpoch, POINTER(Outcome)], None),
    "mote_predict": (_rows, None),
    "mote_bad_inputs": ([c_void_p, c_size_t, POINTER(Found)], None),
    "mote_find_bad_number": (_rows + [POINTER(Bad)], None),
    "mote_save": ([c_void_p], c_uint32),
    "mote_load": ([c_void_p, c_size_t], c_uint32),
    "mote_parameters": ([], POINTER(c_float)),
    "mote_get_state": ([POINTER(Counters), c_void_p, c_void_p, c_void_p], None),
    "mote_set_state": ([POINTER(Counters), c_void_p, c_void_p, c_void_p], None),
}


def library_of(source):
    """The library of a source with all its functions declared, and its Sizes."""
    library = compiler.library(source)
    for name, (arguments, result) in _functions.items():
        function = getattr(library, name)
        function.argtypes, function.restype = [c_void_p, *arguments], result
    library.mote_describe.argtypes, library.mote_describe.restype = [c_uint32], ctypes.c_char_p
    library.mote_sizes.argtypes, library.mote_sizes.restype = [POINTER(Sizes)], None
    sizes = Sizes()
    library.mote_sizes(sizes)
    return library, sizes
