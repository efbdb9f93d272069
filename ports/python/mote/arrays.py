# SPDX-License-Identifier: MIT
"""What a user hands over as tables, checked and made into rows of C floats or class numbers."""
import numpy

#: of inputs and targets, in either direction: fit_scalings() leaves out rows with larger numbers
limit = 2.0**62


def floats(name, given, columns):
    """`given` as float32 [rows, columns]; one column may come as [rows].

    TypeError unless it holds real numbers; ValueError unless the shape is right and there is a row. NaN and infinities pass: the
    guard counts them. Numbers too large for a float become infinite.
    """
    array = numpy.asarray(given)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} has the dtype {array.dtype}, and should hold real numbers")
    with numpy.errstate(over="ignore"):
        array = array.astype(numpy.float32, order="C", copy=False)
    if array.ndim == 1 and columns == 1:
        array = array.reshape(-1, 1)
    if array.ndim != 2 or array.shape[1] != columns:
        raise ValueError(f"{name} has the shape {array.shape}, and should have (rows, {columns})")
    if not len(array):
        raise ValueError(f"{name} has no rows")
    return array


def classes(name, given, outputs):
    """`given` as class numbers uint32 [rows], each below `outputs`; floats that are whole numbers will do."""
    array = numpy.asarray(given)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} has the dtype {array.dtype}, and should hold class numbers, 0 to {outputs - 1}")
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise ValueError(f"{name} has the shape {array.shape}, and should have (rows,): a class number a row, 0 to {outputs - 1}")
    if not len(array):
        raise ValueError(f"{name} has no rows")
    bad = ~((array >= 0) & (array < outputs) & (array == numpy.floor(array)))
    if bad.any():
        row = int(numpy.argmax(bad))
        raise ValueError(f"{name}[{row}] is {array[row]}, and class numbers are 0 to {outputs - 1}")
    return numpy.ascontiguousarray(array, numpy.uint32)


def address(array):
    return None if array is None else array.ctypes.data
