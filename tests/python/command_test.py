# SPDX-License-Identifier: MIT
"""`mote fit`: what it prints, writes and refuses."""
import contextlib
import io
import pathlib
import tempfile
import unittest

import mote
import numpy
from mote import command, table


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, text):
        path = self.folder / "data.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)


class Table(Files):
    def test_separators_decimals_and_empty_cells(self):
        expected = [[1.5, 2], [3, numpy.nan]]
        for text in ("a,b\n1.5,2\n3,\n", "\ufeffa;b\r\n1,5;2\r\n\r\n3;\r\n", "a\tb\n1.5\t2\n3\t \n", "a;b\n1.5;2\n3;"):
            names, numbers = table.read(self.file(text))
            self.assertEqual(names, ["a", "b"])
            numpy.testing.assert_array_equal(numbers, expected)

    def test_messages_name_file_line_and_value(self):
        for text, message in (("a,b\n1,2\n\n3,x4\n", r"data.csv:4: b is 'x4', and should be a number"),
                              ("a,b\n1,2,3\n", r"data.csv:2: 3 cells, and the first line has 2"), ("a,b\n", "no rows below"),
                              ("", "data.csv:1: the first line should have a name"), ("a,a\n1,2\n", "all different: 'a,a'")):
            with self.subTest(text=text), self.assertRaisesRegex(ValueError, message):
                table.read(self.file(text))


class Fit(Files):
    def run_fit(self, *words):
        with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.redirect_stderr(io.StringIO()) as errors:
            code = command.main(["fit", *words])
        return code, told.getvalue(), errors.getvalue()

    def data(self):
        a, b = numpy.random.RandomState(1).uniform(0, 100, (2, 60))
        return self.file("a,b,y\n" + "".join(f"{i},{j},{3 * i + 1000 * numpy.sin(j / 30)}\n" for i, j in zip(a, b)) + "1,,2\n")

    def test_the_best_that_fits_is_written(self):
        ram = mote.Network([2, 8, 1], batch=16, scale_inputs=True, scale_outputs=True).sizes
        code, told, errors = self.run_fit(self.data(), "--target", "y", "--hidden", "1 8 16-16", "--ram", str(ram.net + ram.workspace),
                                          "--output", str(self.folder / "best"))
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("60 rows, 1 left out", told)
        self.assertRegex(told, r"2-16-16-1 .* too large\nbest: 2-8-1, RMS error")
        network = mote.Network([2, 8, 1], scale_inputs=True, scale_outputs=True)
        network.load(self.folder / "best.mote")
        self.assertLess(abs(network.predict([[50, 30]])[0, 0] - (150 + 1000 * numpy.sin(1))), 100)
        self.assertIn("Net best()", (self.folder / "best.hpp").read_text(encoding="utf-8"))

    def test_refusals_are_one_line(self):
        data = self.data()
        for words, message in (((data, "--target", "z"), "there is no column 'z'. There are: a, b, y"),
                               ((data, "--target", "y", "--inputs", "y"), "columns other than 'y'"),
                               ((data, "--target", "y", "--folds", "1"), "--folds is 1"),
                               ((data, "--target", "y", "--folds", "40"), "60 of 61 rows are whole, and 40 folds need 80"),
                               ((data, "--target", "y", "--hidden", "1", "--ram", "9", "--epochs", "1"), "none of these networks fits 9 bytes"),
                               ((data, "--target", "y", "--activation", "x"), "no activation 'x'"), (("no.csv", "--target", "y"), "no.csv")):
            with self.subTest(words=words):
                code, _, errors = self.run_fit(*words)
                self.assertEqual((code, errors.count("\n"), errors[:6]), (1, 1, "mote: "))
                self.assertIn(message, errors)


if __name__ == "__main__":
    unittest.main()
