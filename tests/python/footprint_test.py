# SPDX-License-Identifier: MIT
"""Bytes on a microcontroller, beside those that tests/footprint measures of whole programs."""
import csv
import pathlib
import unittest

import mote
from needs import needs

repository = pathlib.Path(__file__).resolve().parents[2]


class Footprint(unittest.TestCase):
    @needs(programs=["arm-none-eabi-g++"])
    def test_is_that_of_firmware(self):
        network = mote.Network([1, 16, 16, 1], learning_rate=0.01, batch=1)
        found = network.footprint("Cortex-M4")
        with open(repository / "tests/footprint/budget.csv", encoding="utf-8") as file:
            firmware = {(row["program"], row["metric"]): int(row["limit"]) for row in csv.DictReader(file)
                        if row["target"] == "cortex-m4f -Os" and row["metric"] in ("text", "bss")}
        learning, predicting = firmware["net_1_16_16_1_adam", "text"], firmware["predict", "text"]
        self.assertEqual(found.ram, firmware["net_1_16_16_1_adam", "bss"])
        self.assertAlmostEqual(found.flash_to_predict - found.network, predicting, delta=100)
        # Here it predicts, too, by functions that it shares with learning.
        self.assertTrue(learning < found.flash_to_learn < learning + predicting, found)

    def test_unknown_processors(self):
        with self.assertRaisesRegex(ValueError, "no processor 'z80'. Known are: bluepill, cortex-m0, .*rv32imac"):
            mote.Network([1, 1]).footprint("z80")


if __name__ == "__main__":
    unittest.main()
