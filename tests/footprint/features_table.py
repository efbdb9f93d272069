# SPDX-License-Identifier: MIT
# The guide's tables of what each part costs, made of the numbers of features: features_table.py [--record] <features.csv>
# <GUIDE.md>. Without --record, it is an error if the guide holds anything else between its markers.
import csv
import sys

from document import line, shown, write_or_compare

GROUPS = {  # of features.csv, and how the guide calls them
    "layer": "layers, 2-3-1",
    "activation": "activation, 2-3-1",
    "loss": "loss, 2-3-1",
    "class loss": "loss, 2-3-2",
    "optimizer": "optimizer, 2-3-1",
    "around an optimizer": "around it, 2-3-1",
    "schedule": "schedule, 2-3-1",
}
WIDER = 4  # parameters that a fourth hidden unit adds


def bytes_a_parameter(part, first):
    """Bytes of RAM that a parameter has beyond those of the first part of its group, where they were measured."""
    if "ram_wider" not in part:
        return []
    return [(part["ram_wider"] - part["ram"] - first["ram_wider"] + first["ram"]) // WIDER]


def signed(number):
    return f"+{shown(number)}" if number > 0 else f"−{shown(-number)}" if number < 0 else "0"


def title(part):
    """`Name`, and what the table says of it after a comma."""
    name, *rest = part.split(", ")
    return ", ".join([f"`{name}`"] + rest)


def table(group, parts):
    """The lines of one group: the first part's numbers, and by how much the others are above or below."""
    first_name, *names = parts
    first, metrics = parts[first_name], ("flash", "instructions", "ram")
    of_parameters = bytes_a_parameter(first, first)
    yield line([GROUPS[group], "flash", "a step", "RAM"] + ["RAM a parameter" for _ in of_parameters])
    yield "|---|--:|--:|--:|" + "".join("--:|" for _ in of_parameters) + "\n"
    yield line([title(first_name)] + [f"**{shown(first[metric])}**" for metric in metrics] +
               [signed(number) for number in of_parameters])
    for name in names:
        part = parts[name]
        yield line([title(name)] + [signed(part[metric] - first[metric]) for metric in metrics] +
                   [signed(number) for number in bytes_a_parameter(part, first)])


def main():
    *record, path_of_results, path_of_guide = sys.argv[1:]
    groups = {}
    with open(path_of_results, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            groups.setdefault(row["group"], {}).setdefault(row["part"], {})[row["metric"]] = int(row["value"])
    if list(groups) != list(GROUPS):
        sys.exit(f"footprint: {path_of_results} has the groups {', '.join(groups)}")
    tables = "\n".join("".join(table(group, parts)) for group, parts in groups.items())
    write_or_compare(path_of_guide, {"parts": tables}, "tests/footprint/features", record)


if __name__ == "__main__":
    main()
