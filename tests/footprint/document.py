# SPDX-License-Identifier: MIT
# Tables in a document, each between two markers: what table.py and features_table.py share.
import sys


def shown(number):
    """A number as the documents write it: 15 514."""
    text = str(number)
    return f"{int(text):,}".replace(",", " ") if text.isdigit() else text


def line(cells):
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|\n"


def with_block(text, name, block, script):
    """A document with this block between the two markers of this name."""
    begin, end = f"<!-- footprint: {name}, written by {script} --record -->\n", f"<!-- end of {name} -->\n"
    if text.count(begin) != 1 or text.count(end) != 1:
        sys.exit(f"footprint: these two lines have to be in the document, once each:\n{begin}{end}")
    before, rest = text.split(begin)
    return before + begin + "\n" + block + "\n" + end + rest.split(end)[1]


def write_or_compare(path, blocks, script, writes):
    """Writes the blocks into a document by the names of their markers; or it is an error if anything else is there."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    wanted = text
    for name, block in blocks.items():
        wanted = with_block(wanted, name, block, script)
    if writes:
        with open(path, "w", encoding="utf-8") as file:
            file.write(wanted)
    elif text != wanted:
        sys.exit(f"footprint: {path} does not say what this run measured; --record writes it")
    else:
        print(f"footprint: {path} says what this run measured")
