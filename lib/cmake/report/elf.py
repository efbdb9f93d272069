# SPDX-License-Identifier: MIT
# What lies in a program and how large it is, read with GNU readelf: sections, symbols, and which variables are mote's,
# by the types that the debug information gives them.
import collections
import re
import subprocess

Section = collections.namedtuple("Section", "name place size is_code")
Symbol = collections.namedtuple("Symbol", "name address size kind binding section")

# The types of mote that hold memory, and the words of the report for them. A Workspace is a State and a Scratch.
PARTS = {"Network": "network", "State": "state", "Scratch": "scratch", "Image": "image"}


# Relocations that hold no address of a function: those of branches, of places beside, and notes to the linker.
BRANCHES = re.compile(r"ARM_(?:THM_)?(?:CALL|JUMP\d+|PLT32|PREL31|NONE|V4BX)|ARM_PC24|"
                      r"AVR_(?:CALL|13_PCREL|7_PCREL|NONE|DIFF\d+)|"
                      r"RISCV_(?:CALL(?:_PLT)?|JAL|BRANCH|RVC_\w+|RELAX|ALIGN|NONE|PCREL_LO12_\w|(?:ADD|SUB|SET)\w+)")


def run(*command):
    """What the tool prints."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, errors="replace").stdout


class Elf:
    """Sections that take memory, by number, symbols, and the machine of a linked program."""

    def __init__(self, readelf, path):
        text = run(readelf, "-W", "-h", "-S", "-s", path)
        self.machine = re.search(r"Machine:\s*(.*)", text).group(1)
        self.sections = {}
        section_line = r"^ +\[ *(\d+)\] (\S+) +([A-Z]\S+) +\w+ \w+ (\w+) \w\w +([A-Za-z]*) +\d+ +\d+ +\d+$"
        for line in re.finditer(section_line, text, re.M):
            number, name, kind, size, flags = line.groups()
            if "A" in flags:
                # Lists of constructors (INIT_ARRAY) are marked as writable; nobody writes them.
                is_constant = "W" not in flags or kind.endswith("_ARRAY")
                place = "flash" if is_constant else ".bss" if kind == "NOBITS" else ".data"
                self.sections[number] = Section(name, place, int(size, 16), "X" in flags)
        self.pointed = self.taken_addresses(run(readelf, "-W", "-r", path))
        self.symbols = []
        for line in re.finditer(r"^ +\d+: (\w+) +(\w+) (\w+) +(\w+) +\w+ +(\w+) ([^\s@]+)", text, re.M):
            address, size, kind, binding, section, name = line.groups()
            if not (section == "UND" and binding == "WEAK"):  # which a program can do without
                # AVR's tools add 0x800000 to addresses of RAM.
                place = int(address, 16) & (0x7FFFFF if "AVR" in self.machine else -1)
                self.symbols.append(Symbol(name, place, int(size, 0), kind, binding, section))

    @staticmethod
    def taken_addresses(text):
        """What addresses the program holds, as data or in its instructions, other than to branch to them; None if the
        linker kept no relocations (--emit-relocs). Tables of exceptions and debug information hold those of all."""
        found, counts = set(), False
        for line in text.splitlines():
            heading = re.match(r"Relocation section '\.rela?(\S*)'", line)
            if heading:
                counts = not re.match(r"\.(?:debug|eh_frame|gcc_except|ARM\.ex|stab|comment|note)", heading[1])
                continue
            fields = re.match(r"[0-9a-f]+ +[0-9a-f]+ +R_(\w+) +([0-9a-f]+) +(\S+)(?: ([+-]) ([0-9a-f]+))?", line)
            if fields and counts and not BRANCHES.fullmatch(fields[1]):
                _, address, symbol, sign, addend = fields.groups()
                if sign or symbol[0] != ".":  # else the name of a section, for data in it: functions have their own
                    found.add(int(address, 16) + int((sign or "+") + (addend or "0"), 16))
        return found if "Relocation section" in text else None

    def place(self, symbol):
        """Where a symbol costs memory: "flash", ".data" or ".bss"; None if nowhere."""
        section = self.sections.get(symbol.section)
        return section and section.place

    def variables(self, place):
        """The symbols of variables there, the largest first."""
        found = {s.address: s for s in self.symbols if s.kind == "OBJECT" and s.size > 0 and self.place(s) == place}
        return sorted(found.values(), key=lambda symbol: -symbol.size)


class Entry:
    """An entry of the debug information with the attributes that matter here."""

    def __init__(self, tag, parent):
        self.tag, self.parent, self.children, self.attributes = tag, parent, [], {}

    def number(self, attribute):
        text = re.match(r"(0x[0-9a-f]+|\d+)\b", self.attributes.get(attribute, ""))
        return int(text.group(1), 0) if text else None


class Types:
    """The types and variables of a program's debug information."""

    def __init__(self, readelf, path):
        self.entries = {}
        wanted = {"name", "type", "byte_size", "upper_bound", "count", "location", "external", "abstract_origin",
                  "specification"}
        entry_line = re.compile(r" *<([0-9a-f]+)><([0-9a-f]+)>: Abbrev Number: \d+ \(DW_TAG_(\w+)\)")
        attribute_line = re.compile(r" +<[0-9a-f]+> +DW_AT_(\w+) *: *(?:\([^()]*\) *)*:? *(.*)")
        path_to_here, entry = {}, None
        for line in run(readelf, "-W", "--debug-dump=info", path).splitlines():
            found = entry_line.match(line)
            if found:
                depth, offset = int(found.group(1), 16), int(found.group(2), 16)
                entry = Entry(found.group(3), path_to_here.get(depth - 1))
                if entry.parent:
                    entry.parent.children.append(entry)
                path_to_here[depth] = self.entries[offset] = entry
                continue
            found = attribute_line.match(line)
            if found and entry and found.group(1) in wanted:
                entry.attributes[found.group(1)] = found.group(2).strip() or line

    def follow(self, entry, attribute):
        """The entry that an attribute of this one points to."""
        target = re.search(r"<0x([0-9a-f]+)>", entry.attributes.get(attribute, ""))
        return self.entries.get(int(target.group(1), 16)) if target else None

    def whole(self, entry, attribute):
        """The entry that has this attribute: this one, or the one that it completes."""
        while entry and attribute not in entry.attributes:
            entry = self.follow(entry, "abstract_origin") or self.follow(entry, "specification")
        return entry

    def name_of(self, entry):
        named = self.whole(entry, "name")
        return named.attributes["name"] if named else ""

    def type_of(self, entry):
        """The type of a variable or member, names and const taken off."""
        typed = self.whole(entry, "type")
        kind = typed and self.follow(typed, "type")
        while kind and kind.tag in ("typedef", "const_type", "volatile_type"):
            kind = self.follow(kind, "type")
        return kind

    def size(self, kind):
        """Bytes of a type."""
        if kind.tag != "array_type":
            return kind.number("byte_size") or 0
        return self.length(kind) * self.size(self.type_of(kind))

    @staticmethod
    def length(array):
        length = 1
        for dimension in (child for child in array.children if child.tag == "subrange_type"):
            last = dimension.number("upper_bound")
            length *= last + 1 if last is not None else dimension.number("count") or 0
        return length

    def parts(self, kind):
        """Bytes of mote's types in an object of this type, its members' members included."""
        bytes_of = collections.Counter()
        if kind is None:
            return bytes_of
        name = kind.attributes.get("name", "").split("<")[0]
        if name in PARTS and is_of_mote(kind):
            bytes_of[PARTS[name]] = self.size(kind)
        elif kind.tag == "array_type":
            for part, size in self.parts(self.type_of(kind)).items():
                bytes_of[part] = self.length(kind) * size
        elif kind.tag in ("structure_type", "class_type", "union_type"):
            members = [self.parts(self.type_of(member)) for member in kind.children
                       if member.tag in ("member", "inheritance") and "external" not in member.attributes]
            if kind.tag == "union_type":  # members lie over each other
                members = sorted(members, key=lambda part: sum(part.values()))[-1:]
            bytes_of = sum(members, bytes_of)
        return bytes_of

    def variables(self):
        """Address, name and type of every variable that has a place."""
        for entry in self.entries.values():
            place = re.search(r"DW_OP_addr: ([0-9a-f]+)\)$", entry.attributes.get("location", ""))
            if entry.tag == "variable" and place:
                yield int(place.group(1), 16), self.name_of(entry), self.type_of(entry)


def is_of_mote(entry):
    """Whether a type is declared in the namespace mote."""
    while entry.parent and entry.parent.tag == "namespace":
        entry = entry.parent
    return entry.tag == "namespace" and entry.attributes.get("name") == "mote"


def memory_of_mote(elf, types):
    """Bytes of mote's types by (place, part). What the linker removed has no symbol of its size at its address."""
    symbols = {(symbol.address, symbol.size): symbol for symbol in elf.symbols if symbol.kind == "OBJECT"}
    bytes_of, seen = collections.Counter(), set()
    for address, _, kind in types.variables():
        symbol = symbols.get((address, types.size(kind))) if kind else None
        if symbol and address not in seen:
            seen.add(address)
            for part, count in types.parts(kind).items():
                bytes_of[elf.place(symbol), part] += count
    return bytes_of
