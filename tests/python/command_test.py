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
from needs import needs


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
        for text in ("a,b\n1.5,2\n3,\n", "\ufeffa;b\r\n1,5;2\r\n\r\n3;\r\n", "a\tb\n1.5\t2\n3\t \n", "a;b\n1.5;2\n3;", "a,b\n1.5,2\n3,NA\n"):
            read = table.Table(self.file(text))
            self.assertEqual(read.names, ["a", "b"])
            numpy.testing.assert_array_equal([read.column("a"), read.column("b")], [[1.5, 3], [2, numpy.nan]])

    def test_messages_name_file_line_and_value(self):
        for text, message in (("a,b\n1,2\n\n3,x4\n", r"data.csv:4: b is 'x4', and should be a number$"),
                              ("a,b\n1,2,3\n", r"data.csv:2: 3 cells, and the first line has 2"), ("a,b\n", "no rows below"),
                              ("", "data.csv:1: the first line should have a name"), ("a,a\n1,2\n", "all different: 'a,a'"),
                              ("1.5,2\n3,4\n", "data.csv:1: .* and has numbers: '1.5,2'"),
                              ("a b\n1 2\n", "one column only, 'a b'. Columns are separated by commas, semicolons or tabs")):
            with self.subTest(text=text), self.assertRaisesRegex(ValueError, message):
                table.Table(self.file(text)).column("b")

    def test_other_encodings_are_told(self):
        for encoding in ("latin-1", "utf-16", "utf-16-le"):
            path = self.folder / "data.csv"
            path.write_bytes("°C,b\n1,2\n".encode(encoding))
            with self.subTest(encoding=encoding), self.assertRaisesRegex(ValueError, "data.csv is no text in UTF-8: save the table as CSV in UTF-8"):
                table.Table(path)


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
        self.assertIn("60 rows, 1 left out: b is empty in 1\n", told)
        self.assertRegex(told, r"2-16-16-1 .* too large\nbest: 2-8-1, RMS error")
        network = mote.Network([2, 8, 1], scale_inputs=True, scale_outputs=True)
        network.load(self.folder / "best.mote")
        self.assertLess(abs(network.predict([[50, 30]])[0, 0] - (150 + 1000 * numpy.sin(1))), 100)
        self.assertIn("Net best()", (self.folder / "best.hpp").read_text(encoding="utf-8"))

    def test_it_learns_by_a_cosine_over_all_epochs_or_at_a_constant_rate(self):
        data = self.data()
        read = table.Table(data)
        x, y = numpy.hsplit(numpy.stack([read.column(name) for name in "aby"], 1)[:60], [2])
        for words, schedule, in_cpp in ((["--schedule", "Constant"], "Constant", "mote::Constant{}"),
                                        ([], mote.schedules.Cosine(7 * 5), "mote::Cosine{35u, 0.0f}")):
            code, _, errors = self.run_fit(data, "--target", "y", "--hidden", "3", "--epochs", "7", "--batch", "13", "--folds", "2",
                                           "--output", str(self.folder / "net"), *words)
            self.assertEqual((code, errors), (0, ""))
            network = mote.Network([2, 3, 1], learning_rate=0.01, schedule=schedule, batch=13, scale_inputs=True, scale_outputs=True)
            network.fit_scalings(x, y)
            network.fit(x, y, 7)
            self.assertEqual((self.folder / "net.mote").read_bytes(), network.image())
            self.assertIn(f"// Learned by mote::Recipe{{mote::MeanSquaredError{{}}, mote::Adam{{0.01f, 0.9f, 0.999f, 1e-08f}}, {in_cpp}}}, 13 rows a step.",
                          (self.folder / "net.hpp").read_text(encoding="utf-8"))

    def test_few_rows_get_more_epochs(self):
        for words, epochs in ((["--batch", "60"], 3000), (["--batch", "7"], 334), (["--batch", "4"], 300), (["--epochs", "5"], 5)):
            code, _, errors = self.run_fit(self.data(), "--target", "y", "--hidden", "1", "--folds", "2", "--output", str(self.folder / "net"), *words)
            self.assertEqual((code, errors), (0, ""))
            steps = epochs * -(-60 // int(words[1] if "--batch" in words else 16))
            self.assertIn(f"mote::Cosine{{{steps}u, ", (self.folder / "net.hpp").read_text(encoding="utf-8"))

    def test_sizes_are_tried_as_far_as_the_ram_goes(self):
        small, large = (mote.Network([2, *hidden, 1], scale_inputs=True, scale_outputs=True, batch=1).sizes for hidden in ([8], [8, 8]))
        ram = large.net + large.workspace - 1
        self.assertGreater(ram, small.net + small.workspace)
        code, told, errors = self.run_fit(self.data(), "--target", "y", "--ram", str(ram), "--batch", "1", "--epochs", "2", "--folds", "2")
        self.assertEqual((code, errors), (0, ""))
        tried = [line.split() for line in told.splitlines()[2:-1]]
        fits = [line[0] for line in tried if "large" not in line]
        self.assertEqual([fits[:2], fits[-1]], [["2-4-1", "2-8-1"], "2-4-4-1"])
        self.assertEqual(tried[-1][0], "2-8-8-1")
        self.assertTrue(all(float(line[1]) > 0 and int(line[2]) <= ram for line in tried if "large" not in line), told)
        self.assertTrue(all(int(line[1]) > ram for line in tried if "large" in line), told)

    @needs(modules=["matplotlib"], programs=["arm-none-eabi-g++"])
    def test_firmware_and_pictures(self):
        stem = str(self.folder / "heat")
        code, told, errors = self.run_fit(self.data(), "--target", "y", "--inputs", "b", "--hidden", "4", "--epochs", "5", "--processor", "cortex-m4",
                                          "--output", stem, "--firmware", stem, "--pictures")
        self.assertEqual((code, errors), (0, ""))
        self.assertTrue(told.endswith(f"written: {stem}.mote, {stem}.hpp, {stem}/, {stem}.loss.png, {stem}.fit.png\n"), told)
        for name in ("heat.loss.png", "heat.fit.png", "heat/Makefile", "heat/mote/mote.hpp"):
            self.assertGreater((self.folder / name).stat().st_size, 100)
        self.assertEqual((self.folder / "heat/heat.hpp").read_bytes(), (self.folder / "heat.hpp").read_bytes())

    def test_tables_that_cannot_be_learned(self):
        rows = [f"{i},{i * i}" for i in range(20)]
        for text, message in (("a,y\n1,2\n", "data.csv: 1 row; 5 folds need 10"),
                              ("a,y\n" + "".join(f"{i},5\n" for i in range(20)), "y is 5 in every row, so there is nothing to learn"),
                              ("a,b,y\n" + "".join(f",{row}\n" for row in rows), "0 rows, 20 left out: a is empty in 20; 5 folds need 10"),
                              ("a,y\n" + "".join(f"{i},low\n" for i in range(20)), "MoteClassifier learns classes"),
                              ("a,day,y\n" + "".join(f"Mon,{row}\n" for row in rows), "a is 'Mon', and should be a number; --inputs takes")):
            with self.subTest(text=text):
                code, told, errors = self.run_fit(self.file(text), "--target", "y")
                self.assertEqual((code, told, errors.count("\n"), errors[:6]), (1, "", 1, "mote: "))
                self.assertIn(message, errors)

    def test_columns_without_a_name_or_of_text_are_left_out(self):
        rows = [f"{i},{i % 7},{'low' if i % 2 else 'high'},{i * i},\n" for i in range(20)]
        code, told, errors = self.run_fit(self.file(",a,level,y,\n" + "".join(rows)), "--target", "y", "--inputs", "a", "--hidden", "1", "--epochs", "1")
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("1-1-1", told)
        code, told, errors = self.run_fit(self.file(",a,b,y,\n" + "".join(rows).replace("low", "1").replace("high", "2")), "--target", "y",
                                          "--hidden", "1", "--epochs", "1")
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("2-1-1", told)

    def test_numbers_too_large_to_be_scaled_are_left_out(self):
        network = mote.Network([1, 1, 1], scale_inputs=True, scale_outputs=True)
        x = numpy.array([[0.0], [command.limit]])
        network.fit_scalings(x, x)
        with self.assertRaises(ValueError):
            network.fit_scalings([[1.001 * command.limit]], [[1]])
        rows = [f"{i},{i}\n" for i in range(20)] + ["1e300,1\n", "-1e19,1\n", "inf,1\n", "nan,1\n"]
        code, told, errors = self.run_fit(self.file("a,y\n" + "".join(rows)), "--target", "y", "--hidden", "1", "--epochs", "1")
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("data.csv: 20 rows, 4 left out: a is empty in 1, a is beyond 2^62 in 3\n", told)

    def test_refusals_are_one_line(self):
        data = self.data()
        for words, message in (((data, "--target", "z"), "there is no column 'z'. There are: a, b, y"),
                               ((data, "--target", "y", "--inputs", "bb"), "there is no column 'bb'. Did you mean b? There are: a, b, y"),
                               ((data, "--target", "y", "--inputs", "a", "a"), "the inputs are a, a, and should be different columns"),
                               ((data, "--target", "y", "--inputs", "y"), "the inputs are y, and should be different columns other than y"),
                               ((data, "--target", "y", "--folds", "1"), "--folds is 1"),
                               ((data, "--target", "y", "--batch", "0"), "--batch is 0, and should be 1 or more"),
                               ((data, "--target", "y", "--epochs", "0"), "--epochs is 0, and should be 1 or more"),
                               ((data, "--target", "y", "--learning-rate", "-1", "--epochs", "1", "--hidden", "1"), "--learning-rate is -1, and mote does not"),
                               ((data, "--target", "y", "--processor", "cortex-m5"), "no processor 'cortex-m5'. Did you mean cortex-m"),
                               ((data, "--target", "y", "--output", "no/folder/x"), "--output no/folder/x: there is no folder no/folder"),
                               ((data, "--target", "y", "--output", "2nd"), "the name '2nd' is not an identifier"),
                               ((data, "--target", "y", "--output", "."), "--output is ., and should be what the names of the files begin with"),
                               ((data, "--target", "y", "--processor", "cortex-m4", "--firmware", data), "is there, and no folder"),
                               ((data, "--target", "y", "--folds", "40"), "60 rows, 1 left out: b is empty in 1; 40 folds need 80"),
                               ((data, "--target", "y", "--hidden", "1", "--ram", "9", "--epochs", "1"), "none of these networks fits 9 bytes"),
                               ((data, "--target", "y", "--firmware", "x"), "--firmware needs a --processor"),
                               ((data, "--target", "y", "--pictures"), "--pictures needs an --output"),
                               ((data, "--target", "y", "--activation", "x"), "no activation 'x'"), (("no.csv", "--target", "y"), "mote: no.csv: No such file or directory\n")):
            with self.subTest(words=words):
                code, told, errors = self.run_fit(*words)
                self.assertEqual((code, errors.count("\n"), errors[:6]), (1, 1, "mote: "))
                self.assertIn(message, errors)
                self.assertNotIn("best", told)


if __name__ == "__main__":
    unittest.main()
