# SPDX-License-Identifier: MIT
# The README's table of sizes, made of the numbers of a footprint run, and one of that run's reports:
# table.py [--record] <results.csv> <README.md>. Without --record, it is an error if the README holds anything else
# between its markers. What is worth a row or a column there is chosen here; results.csv has everything.
import csv
import os
import sys

from document import line, shown, write_or_compare

ROWS = {
    "cortex-m4f -Os": "Cortex-M4F `-Os`",
    "cortex-m4f -Os small": "the same, port `microcontroller-small`",
    "cortex-m4f -O2": "Cortex-M4F `-O2`",
    "cortex-m33 -Os": "Cortex-M33 `-Os`",
    "cortex-m55 -Os": "Cortex-M55 `-Os`, Helium",
    "cortex-m3 -Os": "Cortex-M3 `-Os`, no FPU",
    "cortex-m0 -Os": "Cortex-M0 `-Os`",
    "rv32imafc -Os": "RV32IMAFC `-Os`",
    "rv32imac -Os": "RV32IMAC `-Os`",
    "avr -Os": "ATmega328P `-Os`, clang",
}
COLUMNS = [  # program, its title, and its metrics with their titles
    ("xor_adam", "XOR: 2-3-1, Adam", {"text": "flash", "instructions_per_step": "a step"}),
    ("net_1_16_16_1_adam", "1-16-16-1, Adam",
     {"text": "flash", "bytes_per_parameter": "RAM a parameter", "stack": "stack", "instructions_per_step": "a step"}),
    ("net_8_32_32_4_adam", "8-32-32-4, Adam", {"text": "flash", "instructions_per_step": "a step"}),
    ("predict", "1-16-16-1, `predict`", {"text": "flash", "stack": "stack", "instructions_per_step": "each"}),
]
# Others on a Cortex-M4F, measured once, as far as they were.
OTHERS = {
    "loops by hand, Cortex-M4F": {("xor_adam", "text"): "1.6 KB",
                                  ("net_1_16_16_1_adam", "instructions_per_step"): 15514},
    "rl-tools": {("xor_adam", "text"): "6.6 KB", ("net_1_16_16_1_adam", "bytes_per_parameter"): 17.2,
                 ("net_1_16_16_1_adam", "instructions_per_step"): 25072},
    "tinymind": {("xor_adam", "text"): "9.5 KB", ("net_1_16_16_1_adam", "instructions_per_step"): 296576},
    "AIfES": {("xor_adam", "text"): "17.3 KB", ("net_1_16_16_1_adam", "bytes_per_parameter"): 21.1},
}


def table(results):
    """The lines of the table."""
    cells = [(program, metric) for program, _, metrics in COLUMNS for metric in metrics]
    yield line([""] + [title if first else "" for _, title, metrics in COLUMNS
                       for first in [True] + [False] * (len(metrics) - 1)])
    yield "|---|" + "--:|" * len(cells) + "\n"
    yield line([""] + [title for _, _, metrics in COLUMNS for title in metrics.values()])
    for target, name in ROWS.items():
        yield line([name] + [shown(results.get((target, program, metric), "")) for program, metric in cells])
    for name, known in OTHERS.items():
        yield line([name] + [shown(known.get(cell, "")) for cell in cells])


def example(folder):
    """The report on a program, as mote_report prints it."""
    with open(os.path.join(folder, "net_1_16_16_1_adam on cortex-m4f -Os.txt"), encoding="utf-8") as file:
        return "```\n" + file.read() + "```\n"


def main():
    *record, path_of_results, path_of_readme = sys.argv[1:]
    with open(path_of_results, encoding="utf-8", newline="") as file:
        results = {(row["target"], row["program"], row["metric"]): row["value"] for row in csv.DictReader(file)}
    missing = [target for target in ROWS if (target, "predict", "text") not in results]
    if missing:
        sys.exit(f"footprint: {path_of_results} has no lines of {', '.join(missing)}")
    write_or_compare(path_of_readme, {"table": "".join(table(results)), "report": example(os.path.dirname(path_of_results))},
                     "tests/footprint/run", record)


if __name__ == "__main__":
    main()
