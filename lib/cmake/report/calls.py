# SPDX-License-Identifier: MIT
# The functions of a program, how much stack each takes, and which call which. Calls are read from the linked code (GNU
# objdump). What a function takes is the sum of all that its instructions push, or GCC's own number
# (-fcallgraph-info=su) where that is larger. GCC's leaves out arguments that a function pushes itself (on Arm,
# structures that come half in registers); the sum is an upper bound where code pops and pushes again, and all there is
# of what GCC did not compile.
import bisect
import collections
import re

from elf import run

VARIABLE_SIZE = "takes memory of variable size"
THROUGH_POINTER = "calls through a pointer"

# The compiler's own helpers, __divsf3 and its like. They call nobody through a pointer, nor themselves: what looks like
# that is a switch, or one function in several pieces.
OF_COMPILER = re.compile(r"__(?:aeabi|fp|gnu)_\w+|__[a-z]+(?:[sdt][if]){1,2}\w*")

# How a machine's code reads, as regular expressions over "mnemonic operands":
#   call, jump   instructions with an address as their target
#   pointer      calls and jumps through a register that are no returns (those of `switch`, to pc, stay in the function)
#   ends         instructions behind which nothing follows
#   pushes       (expression, how to make bytes of what it found) for those that make the stack longer, up to three in a
#                row
#   dynamic      instructions that make it longer by nobody knows how much
#   call_bytes   what a call itself pushes
Machine = collections.namedtuple("Machine", "call jump pointer ends pushes dynamic call_bytes")


def number(found):
    return int(found[1], 0)


def register_bytes(found):
    """Bytes of a list of registers as Arm writes it: r4, d8-d15, s16."""
    total = 0
    for first, last in re.findall(r"([a-z]+\d*)(?:-[a-z](\d+))?", found[1]):
        count = int(last) - int(first[1:]) + 1 if last else 1
        total += count * (8 if re.match(r"d\d", first) else 4)
    return total


CONDITION = r"(?:eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|al)?(?:\.[nw])?"
TO_STACK_POINTER = r"(?:in r0, 0x3f|out 0x3[de], r2[89])\b"  # AVR counts in r28 and r29, for addresses as well
MACHINES = {
    "ARM": Machine(
        call=f"blx?{CONDITION} ", jump=f"(?:b{CONDITION}|cbn?z) ",
        pointer=f"(?:blx{CONDITION} (?:r|ip|lr|fp|sl)|bx{CONDITION} (?:r|ip|fp|sl))",
        ends=r"(?:b|bx|tb[bh]|udf)(?:\.[nw])? |(?:pop|ldm\w*)(?:\.w)? .*pc\}|(?:ldr|mov|add)(?:\.w)? pc,",
        pushes=[(r"v?(?:push|stmdb)\S* (?:sp!, )?\{(.*)\}", register_bytes),
                (r"v?str\S* .*\[sp, #-(\d+)\]!", number),
                (r"sub\S* sp, (?:sp, )?#(\d+)", number), (r"add\S* sp, (?:sp, )?#-(\d+)", number)],
        dynamic=r"(?:sub|add)\S* sp, (?:sp, )?(?:r|ip|fp|sl)|mov\S* sp, (?!r7|fp|r11)", call_bytes=0),
    "RISC-V": Machine(
        call="(?:jal|call|jalr) ", jump=r"(?:j|tail|b\w+) ", pointer=r"(?:jalr|jr) (?:ra,)?(?:\d+\()?[ast]\d+\)?$",
        ends=r"(?:ret|j|jr|tail|mret|ebreak|unimp)\b", pushes=[(r"addi?(?:16sp)? sp,sp,-(\d+)", number)],
        dynamic=r"(?:add|sub) sp,sp,[a-z]|mv sp,|jal t0,", call_bytes=0),
    "Atmel AVR 8-bit microcontroller": Machine(
        call=r"r?call (?!\.\+0\b)", jump=r"(?:r?jmp|br\w+) ", pointer="e?i(?:call|jmp)",
        ends=r"(?:reti?|r?jmp|e?ijmp)\b",
        pushes=[(r"push ", lambda _: 1), (r"rcall \.\+0\b", lambda _: 2),
                (rf"sbiw r28, (0x\w+).*\n{TO_STACK_POINTER}", number),
                (rf"subi r28, 0x(\w+).*\nsbci r29, 0x([0-7]\w).*\n{TO_STACK_POINTER}",
                 lambda found: int(found[2] + found[1], 16))],
        dynamic="out 0x3e, r(?!29)", call_bytes=2),
}


class Function:
    """A function of the program: what it takes, whom it calls and jumps to, and what is not known about it."""

    def __init__(self, symbol, compiled=None):
        self.symbol, self.is_compiled = symbol, compiled is not None
        self.name, self.frame, self.doubts = compiled or (symbol, 0, set())
        self.calls, self.jumps, self.pushed = set(), set(), 0

    def show(self, declaration):
        """Takes a name that can be read, if there is none yet."""
        if not self.is_compiled and self.symbol.startswith("_Z"):
            self.name = short_name(declaration)


def compiled_functions(paths):
    """GCC's word on the functions of these files: by symbol, (name to show, bytes, doubts)."""
    found = {}
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        through_pointers = set(re.findall(r'sourcename: "([^"]*)" targetname: "__indirect_call"', text))
        node = r'title: "([^"]*)" label: "([^"]*?)\\n[^"]*?(\d+) bytes \(([^)]*)\)'
        for title, label, size, kind in re.findall(node, text):
            doubts = {VARIABLE_SIZE} if kind == "dynamic" else set()
            if title in through_pointers:
                doubts.add(THROUGH_POINTER)
            symbol = title.split(":")[-1]
            _, other_size, other_doubts = found.get(symbol, ("", 0, set()))  # static functions of two files, say
            found[symbol] = (short_name(label), max(int(size), other_size), doubts | other_doubts)
    return found


def reachable(function):
    """The function and all that it leads to."""
    found, open_functions = {function}, [function]
    while open_functions:
        new = open_functions.pop()
        new = (new.calls | new.jumps) - found
        found |= new
        open_functions += new
    return found


def short_name(declaration):
    """A function's name without types, templates and the namespace of the port: "mote::train"."""
    name = re.sub(r"<lambda\(.*?\)>", "lambda", declaration.split(" [with")[0])
    name, before = name.replace("(anonymous namespace)::", "").replace("{anonymous}::", ""), None
    while name != before:
        before, name = name, re.sub(r"<[^<>]*>|\([^()]*\)", "", name)
    return re.sub(r"mote::\w+_(?:un)?fused::", "mote::", re.sub(" const$", "", name).split(" ")[-1])


class Code:
    """The functions of a linked program and how they call each other."""

    def __init__(self, elf, objdump, path, graph_files):
        self.machine = MACHINES[elf.machine]
        compiled = compiled_functions(graph_files)
        self.by_address, self.by_symbol, self.section_of, self.end_of = {}, {}, {}, collections.Counter()
        for symbol in sorted(elf.symbols, key=lambda symbol: ".cold" in symbol.name):
            section = elf.sections.get(symbol.section)
            if section and section.is_code and symbol.kind in ("FUNC", "NOTYPE") and symbol.name[0] not in "$.":
                # Functions are found by address: Thumb's have bit 0 set, and one may have several names.
                start = symbol.address & ~1 if elf.machine == "ARM" else symbol.address
                known = self.by_address.get(start)
                if known is None or (symbol.name in compiled and not known.is_compiled):
                    hot, cold, _ = symbol.name.partition(".cold")  # a function may come in two pieces
                    whole = self.by_symbol.get(hot) if cold else None
                    known = self.by_address[start] = whole or Function(symbol.name, compiled.get(symbol.name))
                self.by_symbol[symbol.name] = known
                self.section_of[start] = symbol.section
                size = symbol.size if symbol.size > 0 or symbol.kind != "FUNC" else self.room_of(elf, symbol)
                if size > 0:
                    self.end_of[symbol.section] = max(self.end_of[symbol.section], start + size)
        self.starts = sorted(self.by_address)
        self.read(run(objdump, "-d", "-C", "--no-show-raw-insn", path))
        for function in self.by_address.values():
            function.frame = max(function.frame, function.pushed + self.machine.call_bytes)
        self.through_pointers = self.follow_pointers(elf)

    def follow_pointers(self, elf):
        """Takes a call through a pointer for one of every function whose address the program holds, and returns the
        functions in which it did. Nobody may call main, so neither what starts the program. A call that may in this way
        lead back to itself stays in doubt."""
        if elf.pointed is None or "main" not in self.by_symbol:
            return set()
        starts = {address & ~1 if elf.machine == "ARM" else address for address in elf.pointed}
        leads_to = {start: reachable(self.by_address[start]) for start in starts & set(self.by_address)}
        leads_to = {start: others for start, others in leads_to.items() if self.by_symbol["main"] not in others}
        may_return = set().union(*leads_to.values())
        found = {function for function in self.by_address.values()
                 if THROUGH_POINTER in function.doubts and function not in may_return}
        for function in found:
            function.doubts.remove(THROUGH_POINTER)
            function.calls |= {self.by_address[start] for start in leads_to}
        return found

    @staticmethod
    def room_of(elf, symbol):
        """Bytes up to the next symbol: for a function of hand-written assembly that does not say how long it is."""
        behind = [other.address for other in elf.symbols
                  if other.section == symbol.section and other.address > symbol.address]
        return min(behind, default=symbol.address) - symbol.address

    def names_of(self, function):
        """All symbols of a function."""
        return [name for name, other in self.by_symbol.items() if other is function]

    def at(self, address):
        """The function that this address is in. Behind the last one of a section there may be constants."""
        start = self.starts[bisect.bisect_right(self.starts, address) - 1]
        return self.by_address[start] if start <= address < self.end_of[self.section_of[start]] else None

    def read(self, text):
        """Takes calls, jumps, pushes and doubts from the disassembly."""
        before, instructions, falls_through = None, ["", "", ""], False
        for line in text.splitlines():
            found = re.match(r" *([0-9a-f]+):\t([a-z].*)", line)
            heading = re.match(r"([0-9a-f]+) <(.*)>:$", line)
            if heading and int(heading[1], 16) in self.by_address:
                self.by_address[int(heading[1], 16)].show(heading[2])
            if line.startswith("Disassembly"):
                before = None
            function = found and self.at(int(found[1], 16))
            if function is None or found[2].startswith("nop"):
                continue
            instruction = re.sub(r"\s+", " ", found[2])
            instructions = [*instructions[1:], instruction]
            if function is not before and before and falls_through and not before.is_compiled:
                before.jumps.add(function)
            before = function
            is_call = self.take_branch(function, instruction)
            self.take_pushes(function, "\n".join(instructions))
            falls_through = not is_call and not re.match(self.machine.ends, instruction)

    def take_branch(self, function, instruction):
        """Adds where this instruction leads out of its function; whether it is a call."""
        target = re.search(r"\b(?:0x)?([0-9a-f]+) <", instruction)
        is_call = re.match(self.machine.call, instruction) is not None
        may_point = not (function.is_compiled or OF_COMPILER.fullmatch(function.symbol))
        if target and (is_call or re.match(self.machine.jump, instruction)):
            address = int(target[1], 16)
            other = self.at(address)
            if other is None:
                function.doubts.add("calls what is no function")
            elif is_call and (other is not function or self.by_address.get(address) is function):
                function.calls.add(other)
            elif other is not function:
                function.jumps.add(other)
        elif may_point and re.match(self.machine.pointer, instruction):
            function.doubts.add(THROUGH_POINTER)
        return is_call

    def take_pushes(self, function, instructions):
        """Adds what the last of the instructions pushes, or with those before it."""
        for expression, bytes_of in self.machine.pushes:
            found = re.search(f"^{expression}.*\\Z", instructions, re.M)
            if found:
                function.pushed += bytes_of(found)
                return
        if not function.is_compiled and re.search(f"^(?:{self.machine.dynamic}).*\\Z", instructions, re.M):
            function.doubts.add("moves the stack by an unknown amount")
