# SPDX-License-Identifier: MIT
"""Parts of a recipe and of a network by name: what a user writes, and what it is in C++."""
import difflib
from fractions import Fraction

import numpy


def plain(name):
    """A name without case and punctuation: "Leaky_ReLU" and "leakyrelu" are one."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def near(name, known):
    """" Did you mean …?" with what is nearest to `name` in `known`, or nothing."""
    found = difflib.get_close_matches(plain(name), [plain(each) for each in known], 1)
    return "".join(f" Did you mean {each}?" for each in known if found and plain(each) == found[0])


def find(kind, name, known):
    """The value of `name` in `known`, whatever its case; a ValueError that lists what is known, if it is not there."""
    for each, value in known.items():
        if plain(each) == plain(name):
            return value
    raise ValueError(f"there is no {kind} {name!r}.{near(name, known)} Known are: {', '.join(known)}")


class Part:
    """A loss, an optimizer or a schedule with its settings.

    `settings` maps the names of the C++ struct to numbers, lists of numbers, or another Part that this one wraps. A number may change
    without a new compilation; the length of a list and a wrapped part belong to the type.
    """

    def __init__(self, name, settings):
        self.name, self.settings = name, settings

    def __repr__(self):
        return f"{self.name}({', '.join(f'{name}={value!r}' for name, value in self.settings.items())})"

    def __eq__(self, other):
        return isinstance(other, Part) and (self.name, self.settings) == (other.name, other.settings)

    def expression(self, numbers):
        """This part in C++, as a function of `settings[…]`; its numbers are appended to the list `numbers`."""

        def of(value):
            if isinstance(value, Part):
                return value.expression(numbers)
            if isinstance(value, list):
                return "{" + ", ".join(of(each) for each in value) + "}"
            numbers.append(float(value))
            cast = "uint32_t" if isinstance(value, int) else "float"
            return f"static_cast<{cast}>(settings[{len(numbers) - 1}])"

        return f"mote::{self.name}{{{', '.join(of(value) for value in self.settings.values())}}}"


def checked(of, name, default, value):
    """A setting as its C++ type wants it: `default` is a number or, where there is none, a type, or [type] for a list of it."""
    if isinstance(default, list):
        if not hasattr(value, "__len__") or isinstance(value, str):
            raise TypeError(f"{of}: {name} is {value!r}, and should be a list of numbers")
        return [checked(of, f"{name}[{i}]", default[0], each) for i, each in enumerate(value)]
    wanted = default if isinstance(default, type) else type(default)
    if wanted is Part:
        if not isinstance(value, Part):
            raise TypeError(f"{of}: {name} is {value!r}, and should be another part, say optimizers.Adam()")
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, numpy.integer, numpy.floating)):
        raise TypeError(f"{of}: {name} is {value!r}, and should be a number")
    if wanted is int:
        if value != int(value) or not 0 <= value < 2**32:
            raise ValueError(f"{of}: {name} is {value!r}, and should be a whole number from 0 to 4294967295")
        return int(value)
    return float(value)


def maker(name, **defaults):
    """A function that makes the Part `name`; `defaults` are its settings in C++'s order, a type where one has to be given."""

    def make(*values, **named):
        if len(values) > len(defaults):
            raise TypeError(f"{name} has {len(defaults)} settings ({', '.join(defaults)}), and {len(values)} are given")
        given = dict(zip(defaults, values))
        for each, value in named.items():
            if each not in defaults:
                known = ", ".join(defaults) or "none"
                raise TypeError(f"{name} has no setting {each!r}. Known are: {known}")
            given[each] = value
        missing = [each for each, default in defaults.items() if isinstance(default, (type, list)) and each not in given]
        if missing:
            raise TypeError(f"{name} needs {', '.join(missing)}: give {name}({', '.join(f'{each}=…' for each in missing)})")
        return Part(name, {each: checked(name, each, default, given.get(each, default)) for each, default in defaults.items()})

    make.__name__ = make.__qualname__ = name
    make.__doc__ = f"mote::{name} of the C++ library. Settings: {', '.join(defaults) or 'none'}."
    make.settings = defaults
    return make


def part(kind, given, known):
    """A Part: itself, or the one that a name means, with its defaults."""
    if isinstance(given, Part):
        if given.name not in {make.__name__ for make in known.values()}:
            raise ValueError(f"{given.name} is no {kind}. Known are: {', '.join(known)}")
        return given
    if callable(given):
        return part(kind, given(), known)
    if not isinstance(given, str):
        raise TypeError(f"the {kind} is {given!r}; give a name or a part. Known are: {', '.join(known)}")
    return find(kind, given, known)()


def ratio(number):
    """`number` as a mote::Ratio whose float has the same bits."""
    wanted = numpy.float32(number)
    for denominator in (1, 10, 100, 1000, 10**4, 10**6, 10**8):
        found = Fraction(float(wanted)).limit_denominator(denominator)
        if abs(found.numerator) < 2**31 and numpy.float32(found.numerator / found.denominator) == wanted:
            return f"mote::Ratio<{found.numerator}, {found.denominator}>"
    raise ValueError(f"{number!r} is no quotient of two whole numbers that a type can hold")
