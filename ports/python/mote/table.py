# SPDX-License-Identifier: MIT
"""A table of numbers from a file: CSV with a line of names, separated by commas, semicolons or tabs."""
import csv

import numpy

_missing = ("", "na", "n/a", "#n/a", "nan", "null", "none")


class Table:
    """The cells of a file, as text; a column becomes numbers when it is asked for, so that others may hold what they like.

    ValueError names the file and line of what is no table.
    """

    def __init__(self, path):
        self.path = path
        try:
            with open(path, newline="", encoding="utf-8-sig") as file:
                text = file.read()
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise ValueError(f"{path} is no text in UTF-8: save the table as CSV in UTF-8")
        first = text.partition("\n")[0]
        self.separator = max(",;\t", key=first.count)
        lines = csv.reader(text.splitlines(), delimiter=self.separator)
        #: those of the first line; a column without one is left out (an index that pandas wrote, or a separator too many)
        self.names = [name.strip() for name in next(lines, [])]
        named = [name for name in self.names if name]
        if not named or len(set(named)) != len(named):
            raise ValueError(f"{path}:1: the first line should have a name for each column, all different: {first.strip()!r}")
        if all(self._is_number(name) for name in named):
            raise ValueError(f"{path}:1: the first line should have a name for each column, and has numbers: {first.strip()!r}")
        if len(self.names) == 1:
            raise ValueError(f"{path}:1: there is one column only, {named[0]!r}. Columns are separated by commas, semicolons or tabs")
        self.rows = []  #: (line, cells)
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.names):
                raise ValueError(f"{path}:{lines.line_num}: {len(cells)} cells, and the first line has {len(self.names)}")
            self.rows.append((lines.line_num, cells))
        if not self.rows:
            raise ValueError(f"{path}: there are no rows below the names")

    def _number(self, cell):
        """A cell as a float, NaN where there is none; with another separator than a comma, decimals may have one."""
        text = cell.strip()
        if text.lower() in _missing:
            return float("nan")
        return float(text.replace(",", ".") if self.separator != "," else text)

    def _is_number(self, cell):
        try:
            return self._number(cell) is not None
        except ValueError:
            return False

    def column(self, name, advice=""):
        """The numbers of a column, float64 [rows]; ValueError says where there is none, and gives the advice."""
        at, numbers = self.names.index(name), []
        for line, cells in self.rows:
            if not self._is_number(cells[at]):
                raise ValueError(f"{self.path}:{line}: {name} is {cells[at]!r}, and should be a number{advice}")
            numbers.append(self._number(cells[at]))
        return numpy.array(numbers)
