# SPDX-License-Identifier: MIT
"""The file format safetensors for numpy: eight bytes of length, a header of JSON, and raw little-endian tensors."""
import json
import pathlib

import numpy

from .files import write

_types = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1", "U8": "|u1", "BOOL": "|b1"}
_names = {numpy.dtype(type_): name for name, type_ in _types.items()}


def save(path, tensors, metadata=None):
    """Writes {name: array} to a file, whole or not at all; `metadata` maps texts to texts. TypeError for a dtype it has no name for."""
    entries, blocks, at = {}, [], 0
    if metadata:
        entries["__metadata__"] = metadata
    for name, tensor in tensors.items():
        array = numpy.asarray(tensor)
        little = array.dtype.newbyteorder("<")
        if little not in _names:
            raise TypeError(f"{name} has the dtype {array.dtype}, which safetensors cannot hold here. Known are: {', '.join(_types)}")
        block = numpy.ascontiguousarray(array, little).tobytes()
        entries[name] = {"dtype": _names[little], "shape": list(array.shape), "data_offsets": [at, at + len(block)]}
        blocks.append(block)
        at += len(block)
    header = json.dumps(entries).encode()
    header += b" " * (-len(header) % 8)
    write(path, len(header).to_bytes(8, "little") + header + b"".join(blocks))


def load(path):
    """{name: array} of a file. ValueError, with the file's name, if it is no safetensors or a tensor lies outside of it."""
    data = pathlib.Path(path).read_bytes()
    length = int.from_bytes(data[:8], "little")
    try:
        if len(data) < 8 or length > len(data) - 8:
            raise ValueError(f"its header should have {length} bytes, and the file has {len(data)}")
        entries = json.loads(data[8 : 8 + length])
        tensors, body = {}, data[8 + length :]
        for name, entry in entries.items():
            if name == "__metadata__":
                continue
            first, last = entry["data_offsets"]
            if not 0 <= first <= last <= len(body):
                raise ValueError(f"the tensor {name} ends at byte {last} of {len(body)}")
            if entry["dtype"] not in _types:
                raise ValueError(f"the tensor {name} has the dtype {entry['dtype']}. Known are: {', '.join(_types)}")
            array = numpy.frombuffer(body[first:last], _types[entry["dtype"]])
            tensors[name] = array.reshape(entry["shape"]).copy()
        return tensors
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: this is no file of safetensors: {error}") from None
