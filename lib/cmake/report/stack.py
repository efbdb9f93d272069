# SPDX-License-Identifier: MIT
# The deepest stack of a program: the heaviest path through its calls. What cannot be known is said, never counted as
# nothing.
import calls


class Stack:
    """The deepest stack from one function on: `depth` bytes along `path`, (name, bytes) each. What is not in this
    number stands in `doubts`, a sentence each; `is_bounded` is false if the code itself sets no limit."""

    def __init__(self, code, symbol):
        self.deepest, self.doubts, self.is_bounded = {}, [], True
        self.order, self.low, self.open = {}, {}, []
        self.visit(code.by_symbol[symbol])
        self.depth, self.path = self.deepest[code.by_symbol[symbol]]

    def visit(self, function):
        """Finds the groups of functions that lead to each other, those that are called first.
        Tarjan 1972, "Depth-first search and linear graph algorithms"."""
        self.order[function] = self.low[function] = len(self.order)
        self.open.append(function)
        for other in function.calls | function.jumps:
            if other not in self.order:
                self.visit(other)
            if other in self.open:
                self.low[function] = min(self.low[function], self.low[other])
        if self.low[function] == self.order[function]:
            first = self.open.index(function)
            group, self.open = self.open[first:], self.open[:first]
            self.measure(group)

    def measure(self, group):
        """A group without calls inside is one function in pieces, as assembly is; one with calls is a recursion."""
        names = ", ".join(sorted(function.name for function in group))
        is_piece = all(calls.OF_COMPILER.fullmatch(function.symbol) for function in group)
        if any(function.calls & set(group) for function in group) and not is_piece:
            self.is_bounded = False
            self.doubts.append(f"{names} calls itself" if len(group) == 1 else f"{names} call each other")
        frame = sum(function.frame for function in group)
        below = [(0, ())]
        instead = [(0, ())]  # a compiled function gives its frame back before it jumps
        for function in group:
            leaves = instead if function.is_compiled and len(group) == 1 else below
            below += [self.deepest[other] for other in function.calls - set(group)]
            leaves += [self.deepest[other] for other in function.jumps - set(group)]
            self.doubts += [f"{function.name} {doubt}" for doubt in function.doubts]
            self.is_bounded = self.is_bounded and calls.VARIABLE_SIZE not in function.doubts
        depth, path = max(below)
        for function in group:
            self.deepest[function] = max((frame + depth, ((function.name, frame),) + path), *instead)
