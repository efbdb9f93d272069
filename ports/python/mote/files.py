# SPDX-License-Identifier: MIT
"""Files that are there whole or not at all."""
import os
import pathlib
import tempfile


def write(path, data):
    """Writes bytes to `path`; what was there stays until all of it is written."""
    path = pathlib.Path(path)
    try:
        descriptor, unfinished = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None  # it had a name that nobody knows
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(unfinished, 0o666 & ~mask)
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise
