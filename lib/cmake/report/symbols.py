# SPDX-License-Identifier: MIT
# What a program that only learns and predicts has no use for: the heap, the C++ runtime, printf, the mathematical
# library, doubles in software. Firmware may have its own reasons for any of them, and says so.
import fnmatch
import re

FUNCTIONS_OF_LIBM = (
    "acosh? asinh? atanh? atan2 cosh? sinh? sincos tanh? exp2? expm1 exp10 pow10 frexp ilogb ldexp log log10 log1p "
    "log2 logb modf scalbl?n cbrt fabs hypot pow sqrt erfc? [lt]?gamma ceil floor nearbyint l?l?rint l?l?round trunc "
    "fmod remainder remquo drem copysign nextafter nexttoward fdim fmax fmin fma significand j[01n] y[01n]")

REFUSED = [
    ("takes memory from the heap",
     r"_*(?:malloc|calloc|realloc|reallocf|free|memalign|aligned_alloc|sbrk)(?:_r)?|_Z(?:n[wa]|d[la]).*"),
    ("needs the C++ runtime", r"__cxa_.*"),
    ("prints with the C library", r".*printf(?:_r)?"),
    ("calls the mathematical library", f"(?:{'|'.join(FUNCTIONS_OF_LIBM.split())})[fl]?"),
    ("calculates with doubles in software",
     r"__aeabi_(?:c?d\w+|\w+2d)|__[a-z]+[dt]f(?:[sdt][if])?[23]?|__[a-z]+[st]fdf2"),
]


def reason(name):
    """Why a symbol is refused, or None."""
    return next((why for why, expression in REFUSED if re.fullmatch(expression, name)), None)


def called_without(code, is_allowed):
    """The functions that those of this program call, not counting what the allowed ones call in their turn."""
    called, open_functions = set(), [function for function in set(code.by_symbol.values()) if function.is_compiled]
    while open_functions:
        function = open_functions.pop()
        if not is_allowed(function):
            new = (function.calls | function.jumps) - called
            called |= new
            open_functions += new
    return called


def refusals(elf, code, allowed):
    """(symbol, reason, names of its callers) of what is neither allowed nor called only by what is. Where functions of
    the program itself call some, only those: the rest follows from them."""

    def matches(name):
        return any(fnmatch.fnmatchcase(name, pattern) for pattern in allowed)

    found = {}
    for symbol in sorted(elf.symbols):
        if symbol.kind in ("FUNC", "NOTYPE") and symbol.binding != "LOCAL" and reason(symbol.name):
            function = code.by_symbol.get(symbol.name, symbol.name) if code else symbol.name
            found.setdefault(function, []).append(symbol.name)
    found = {function: names[0] for function, names in found.items() if not any(map(matches, names))}
    if not code or not found:
        return [(name, reason(name), []) for name in found.values()]

    everyone = set(code.by_symbol.values())
    if allowed:
        called = called_without(code, lambda function: any(map(matches, code.names_of(function))))
        found = {function: name for function, name in found.items() if function in called}
    callers = {function: [other for other in everyone if function in other.calls | other.jumps] for function in found}
    own = {function: [caller for caller in callers[function] if caller.is_compiled] for function in found}
    callers = own if any(own.values()) else callers
    return [(name, reason(name), sorted(caller.name for caller in callers[function]))
            for function, name in found.items() if callers[function] or not any(callers.values())]
