# SPDX-License-Identifier: MIT
"""A table of numbers from a file: CSV with a line of names, separated by commas, semicolons or tabs."""
import csv

import numpy


def read(path):
    """(names, numbers float64 [rows, columns]) of a file. An empty cell is NaN, whose row is left out of learning.

    ValueError names file, line, column and value of what is no number, and of a line that is too short or too long.
    """
    with open(path, newline="", encoding="utf-8-sig") as file:
        text = file.read()
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    lines = csv.reader(text.splitlines(), delimiter=separator)
    names = [name.strip() for name in next(lines, [])]
    if not any(names) or len(set(names)) != len(names):
        raise ValueError(f"{path}:1: the first line should have a name for each column, all different: {first.strip()!r}")
    rows = []
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            raise ValueError(f"{path}:{lines.line_num}: {len(cells)} cells, and the first line has {len(names)}")
        rows.append([number(f"{path}:{lines.line_num}: {name}", cell, separator) for name, cell in zip(names, cells)])
    if not rows:
        raise ValueError(f"{path}: there are no rows below the names")
    return names, numpy.array(rows)


def number(place, cell, separator):
    """A cell as a float; with another separator than a comma, decimals may have one. ValueError begins with `place`."""
    text = cell.strip()
    try:
        return float(text.replace(",", ".") if separator != "," else text) if text else float("nan")
    except ValueError:
        raise ValueError(f"{place} is {cell!r}, and should be a number") from None
