# SPDX-License-Identifier: MIT
"""The verbs of mote.Network: what they promise, and what they say when something is wrong."""
import contextlib
import copy
import io
import pathlib
import pickle
import tempfile
import unittest
import warnings

import mote
import numpy


def wave(rows=40):
    x = numpy.linspace(-1, 1, rows, dtype=numpy.float32)[:, None]
    return x, numpy.sin(3 * x)


def network(**options):
    return mote.Network([1, 8, 1], **{"learning_rate": 0.02, "batch": 8, "seed": 1, **options})


class Fit(unittest.TestCase):
    def test_learns(self):
        x, y = wave()
        net = network()
        before = net.evaluate(x, y)
        history = net.fit(x, y, 200)
        self.assertLess(net.evaluate(x, y), 0.01 * before)
        self.assertEqual((history.epochs, len(history.loss), history.end, history.repairs.total), (200, 200, "all epochs", 0))
        self.assertAlmostEqual(float(((net.predict(x) - y) ** 2).mean()), net.evaluate(x, y), places=6)

    def test_two_calls_are_one(self):
        x, y = wave()
        once, twice = network(), network()
        once.fit(x, y, 20)
        twice.fit(x, y, 10)
        twice.fit(x, y, 10)
        self.assertEqual(once.image(), twice.image())

    def test_same_seed_same_bits_and_another_seed_others(self):
        self.assertEqual(network().image(), network().image())
        self.assertNotEqual(network().image(), network(seed=2).image())
        net = network(seed=2)
        net.reset(1)
        self.assertEqual(net.image(), network().image())

    def test_settings_count_without_a_new_compilation(self):
        x, y = wave()
        slow, quick = network(learning_rate=0.001), network(learning_rate=0.1)
        self.assertEqual(slow.source, quick.source)
        slow.fit(x, y, 1)
        quick.fit(x, y, 1)
        self.assertNotEqual(slow.image(), quick.image())

    def test_callbacks_see_each_epoch_and_stop(self):
        x, y = wave()
        seen = []
        history = network().fit(x, y, 50, callbacks=[seen.append, lambda epoch: numpy.bool_(epoch.number < 7)])
        self.assertEqual([epoch.number for epoch in seen], list(range(1, 8)))
        self.assertEqual((history.epochs, history.end), (7, "callback"))
        self.assertEqual([epoch.loss for epoch in seen], history.loss)

    def test_what_a_callback_raises_comes_out(self):
        x, y = wave()

        def interrupt(epoch):
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            network().fit(x, y, 50, callbacks=interrupt)

    def test_early_stopping_and_the_best_weights(self):
        x, y = wave(12)
        noisy = y + numpy.random.RandomState(1).normal(0, 0.5, y.shape)
        net = network()
        history = net.fit(x, noisy, 3000, evaluation=(x, y), patience=40, keep_best=True)
        self.assertEqual(history.end, "early stopping")
        self.assertLess(history.epochs, 3000)
        self.assertEqual(net.evaluate(x, y), min(history.evaluation_loss))
        self.assertLess(min(history.evaluation_loss), history.evaluation_loss[-1])

    def test_progress_is_drawn_on_standard_error(self):
        x, y = wave()
        with contextlib.redirect_stderr(io.StringIO()) as text:
            network().fit(x, y, 3, progress=True)
        self.assertIn("\repoch 3/3 [####################] loss 0.", text.getvalue())
        self.assertTrue(text.getvalue().endswith("\n"))

    def test_scalings_take_the_users_units(self):
        x, y = wave()
        net = network(scale_inputs=True, scale_outputs=True)
        net.fit_scalings(1000 + 300 * x, 1e5 + 2000 * y)
        net.fit(1000 + 300 * x, 1e5 + 2000 * y, 300)
        self.assertLess(float(numpy.abs(net.predict(1000 + 300 * x) - (1e5 + 2000 * y)).max()), 400)

    def test_scales_that_nobody_has_set_are_told(self):
        x, y = wave()
        for options in ({"scale_inputs": True}, {"scale_outputs": True}, {"scale_inputs": True, "scale_outputs": True}):
            net = network(**options)
            with self.assertWarnsRegex(UserWarning, r"^fit: scale_inputs and scale_outputs do nothing before fit_scalings\(x, y\)"):
                net.fit(x, y)
            other = network(**options)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                net.fit_scalings(x, y)
                net.fit(x, y)
                other.load_image(net.image())
                other.fit(x, y)
                network().fit(x, y)

    def test_class_numbers(self):
        x, y = wave()
        net = mote.Network([1, 8, 2], loss="CrossEntropy", learning_rate=0.05)
        net.fit(x, (y[:, 0] > 0).astype(int), 100)
        self.assertTrue((net.predict(x).argmax(axis=1) == (y[:, 0] > 0)).mean() > 0.9)

    def test_every_optimizer_loss_and_schedule_compiles(self):
        around = mote.optimizers.ClipNorm(mote.optimizers.L2Penalty(mote.optimizers.Adam(0.01), 1e-3), 1.0)
        plateau = mote.schedules.WarmUp(mote.schedules.ReduceOnPlateau(patience=2), 5)
        x, y = wave()
        for options in ({"optimizer": around, "schedule": plateau}, {"optimizer": "Rprop", "loss": mote.losses.Quantile(0.9)},
                        {"optimizer": "AmsGrad", "loss": "Huber", "schedule": mote.schedules.OneCycle(100)},
                        {"optimizer": mote.optimizers.SgdDampened(), "loss": "LogCosh", "activation": "LeakyReLU(0.2)"}):
            with self.subTest(options=options):
                net = network(**{"learning_rate": 0.01, **options})
                self.assertLess(net.fit(x, y, 10).loss[-1], 10)
                self.assertEqual(pickle.loads(pickle.dumps(net)).fit(x, y, 5).loss, net.fit(x, y, 5).loss)


class Copies(unittest.TestCase):
    def test_images(self):
        x, y = wave()
        one, other = network(), network(seed=9)
        one.fit(x, y, 5)
        other.fit(x, y, 3)
        with tempfile.TemporaryDirectory() as folder:
            one.save(pathlib.Path(folder, "net.mote"))
            other.load(pathlib.Path(folder, "net.mote"))
            self.assertEqual([file.name for file in pathlib.Path(folder).iterdir()], ["net.mote"])
        self.assertEqual(one.image(), other.image())
        self.assertEqual(other.state()["step"], 0)

    def test_a_folder_that_is_not_there_is_told_by_its_name(self):
        with self.assertRaisesRegex(FileNotFoundError, "No such file or directory: 'no/folder/a.mote'$"):
            network().save("no/folder/a.mote")

    def test_damaged_and_other_images_change_nothing(self):
        net = network()
        image = net.image()
        damaged = bytearray(network(seed=2).image())
        damaged[20] ^= 1
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "bad.mote")
            for content, message in ((damaged, "checksum"), (image[:-1], "whole image"), (b"", "whole image"),
                                     (mote.Network([1, 9, 1]).image(), "another network")):
                file.write_bytes(content)
                with self.assertRaisesRegex(ValueError, f"bad.mote: .*{message}"):
                    net.load(file)
        self.assertEqual(net.image(), image)

    def test_a_copy_learns_on_and_leaves_the_first_alone(self):
        x, y = wave()
        net = network()
        net.fit(x, y, 5)
        for other in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
            before = net.image()
            self.assertEqual(other.image(), before)
            other.fit(x, y, 5)
            self.assertEqual(net.image(), before)
        net.fit(x, y, 5)
        self.assertEqual(other.image(), net.image())

    def test_names_that_cannot_be_a_functions(self):
        for name in ("", "1st", "int", "_a", "a__b", "Net"):
            with self.assertRaisesRegex(ValueError, "the name"), tempfile.TemporaryDirectory() as folder:
                network().export_header(pathlib.Path(folder, "a.hpp"), name)

    def test_weights_with_the_axes_of_pytorch(self):
        net = mote.Network([3, 2], seed=4)
        weight, bias = net.dense()[0]
        x = numpy.array([[1, 2, 3]], numpy.float32)
        numpy.testing.assert_allclose(net.predict(x), x @ weight.T + bias, rtol=1e-6)
        bias[:] = 7
        numpy.testing.assert_allclose(net.predict(0 * x), [[7, 7]])


class Shapes(unittest.TestCase):
    def test_what_comes_out(self):
        net = mote.Network([3, 2])
        self.assertEqual(net.predict(numpy.zeros((5, 3))).shape, (5, 2))
        self.assertEqual(net.predict([0, 0, 0]).shape, (2,))
        self.assertEqual(net.predict(numpy.zeros((5, 3))).dtype, numpy.float32)
        self.assertEqual(network().predict([1, 2, 3]).shape, (3, 1))

    def test_any_layout_in_memory_and_any_numbers_are_the_same(self):
        table = numpy.arange(12).reshape(4, 3)
        net = mote.Network([3, 2], seed=3)
        expected = net.predict(table.astype(numpy.float32))
        for same in (table, table.tolist(), numpy.asfortranarray(table), table.astype(">f8"), table[:, ::-1].copy()[:, ::-1]):
            self.assertTrue((net.predict(same) == expected).all())

    def test_wrong_shapes(self):
        net = mote.Network([3, 2])
        x, y = numpy.zeros((5, 3)), numpy.zeros((5, 2))
        for arguments, message in (
                ((x[:, :2], y), r"x has the shape \(5, 2\), and should have \(rows, 3\)"),
                ((x, y[:, :1]), r"y has the shape \(5, 1\), and should have \(rows, 2\)"),
                ((x, y[:4]), "y has 4 rows, and the inputs have 5"), ((x[:0], y[:0]), "x has no rows"),
                ((x[None], y), r"x has the shape \(1, 5, 3\)"), ((0, y), r"x has the shape \(\)")):
            with self.subTest(message=message), self.assertRaisesRegex(ValueError, message):
                net.fit(*arguments)
        with self.assertRaisesRegex(ValueError, r"evaluation y has the shape \(5, 3\)"):
            net.fit(x, y, evaluation=(x, x))

    def test_wrong_types(self):
        net = mote.Network([3, 2])
        y = numpy.zeros((1, 2))
        for bad in ([["a", "b", "c"]], [[1j, 0, 0]], [[None, 0, 0]], numpy.zeros((1, 3), "M8[s]")):
            with self.assertRaisesRegex(TypeError, "x has the dtype .*, and should hold real numbers"):
                net.fit(bad, y)

    def test_class_numbers_that_there_are_not(self):
        net = mote.Network([1, 3], loss="CrossEntropy")
        for bad, message in (([0, 3], r"y\[1\] is 3, and class numbers are 0 to 2"), ([-1, 0], r"y\[0\] is -1"), ([0, 0.5], r"y\[1\] is 0.5"),
                             ([numpy.nan, 0], r"y\[0\] is nan"), ([[1, 2], [1, 0]], "a class number a row")):
            with self.assertRaisesRegex(ValueError, message):
                net.fit([1, 2], bad)


class BadNumbers(unittest.TestCase):
    def test_rows_are_left_out_counted_and_placed(self):
        x, y = wave()
        clean, hit = network(), network()
        clean.fit(numpy.delete(x, [3, 5, 6], axis=0), numpy.delete(y, [3, 5, 6], axis=0), 3, shuffle=False, batch=1)
        x, y = x.copy(), y.copy()
        x[3], y[5], x[6] = numpy.nan, numpy.inf, 1e30
        with self.assertWarnsRegex(mote.BadNumbers, r"fit: 3 nan, 3 infinite, 3 out of range, 9 skipped rows; the first is x\[3, 0\] = nan"):
            history = hit.fit(x, y, 3, shuffle=False, batch=1)
        self.assertEqual(history.repairs, (3, 3, 3, 9, 0))
        self.assertEqual(hit.parameters.tolist(), clean.parameters.tolist())

    def test_nothing_else_is_an_error_and_nothing_changes(self):
        net = network()
        before = net.image()
        with self.assertRaisesRegex(ValueError, r"fit: the guard skipped every row of the batch \(2 nan, 2 skipped rows; the first is y\[0, 0\]"):
            net.fit([1, 2], [numpy.nan, numpy.nan])
        self.assertEqual(net.image(), before)

    def test_predictions_are_finite_and_warn(self):
        with self.assertWarnsRegex(mote.BadNumbers, "predict: 1 nan, 1 infinite"):
            self.assertTrue(numpy.isfinite(network().predict([numpy.nan, numpy.inf, 1])).all())
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            network().predict([1, 2])

    def test_rows_that_no_scaling_can_be_of(self):
        x, y = wave(8)
        x, y = 1e6 * x, 1e6 * y
        nets = [network(scale_inputs=True, scale_outputs=True) for _ in range(2)]
        nets[0].fit_scalings(x[2:], y[2:])
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            nets[1].fit_scalings(x, y)  # the millions at both ends among them
        self.assertNotEqual(nets[0].image(), nets[1].image())
        for bad in (4.7e18, -4.7e18, numpy.nan, numpy.inf):
            x[1] = bad
            y[:2] = bad
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                nets[1].fit_scalings(numpy.vstack([x[1:2], x[2:]]), numpy.vstack([y[1:2], y[2:]]))
            self.assertEqual(nets[0].image(), nets[1].image())
            first, second = [str(each.message) for each in told]
            self.assertTrue(first.startswith(f"fit_scalings: 1 of 7 rows of x are left out; the first is x[0, 0] = {bad:g}. Numbers should"), first)
            self.assertTrue(second.startswith(f"fit_scalings: 1 of 7 rows of y are left out; the first is y[0, 0] = {bad:g}. Numbers should"), second)
        with self.assertRaisesRegex(ValueError, r"8 of 8 rows of x .* x\[0, 0\] = 1e\+19. Numbers should be finite, and 2\^62 at most"):
            nets[1].fit_scalings(numpy.full_like(x, 1e19), y)
        self.assertEqual(nets[0].image(), nets[1].image())

    def test_settings_out_of_range(self):
        x, y = wave(8)
        with self.assertWarnsRegex(mote.BadNumbers, "train: 1 settings out of range"):
            network(learning_rate=numpy.inf).train(x, y)

    def test_a_batch_too_large_for_a_step(self):
        x, y = wave()
        with self.assertRaisesRegex(ValueError, "train: the batch has more rows than the workspace"):
            network().train(x, y)


class Names(unittest.TestCase):
    def test_unknown_names_list_what_is_known(self):
        for options, message in (
                ({"activation": "tahn"}, "no activation 'tahn'. Did you mean Tanh. Known are: .*LeakyReLU"),
                ({"optimizer": "adm"}, "no optimizer 'adm'. Did you mean Adam. Known are: .*SgdMomentum"),
                ({"loss": "mean"}, "no loss 'mean'.* Known are: MeanSquaredError, .*CrossEntropy"),
                ({"schedule": "cosin"}, "no schedule 'cosin'. Did you mean Cosine.*"),
                ({"initialization": "zeros"}, "Known are: PyTorchDefault, Xavier, He, Siren"),
                ({"activation": "Tanh(2)"}, "has 1 numbers, and Tanh takes 0"), ({"activation": "ELU(-1)"}, "above 0"),
                ({"activation": "ELU(x)"}, "numbers in the brackets"), ({"activation": ["Tanh", "Tanh"]}, "there are 1 hidden layers"),
                ({"optimizer": mote.losses.Huber()}, "Huber is no optimizer"), ({"batch": 0}, "batch is 0")):
            with self.subTest(options=options), self.assertRaisesRegex(ValueError, message):
                network(**options)
        for options, message in (({"schedule": "Cosine"}, "Cosine needs steps: give Cosine\\(steps=…\\)"), ({"optimizer": 3}, "give a name or a part"),
                                 ({"batch": 2.5}, "whole number"), ({"learning_rate": "fast"}, "")):
            with self.subTest(options=options), self.assertRaisesRegex((TypeError, ValueError), message):
                network(**options)

    def test_settings_that_there_are_not(self):
        with self.assertRaisesRegex(TypeError, "Adam has no setting 'lr'. Known are: learning_rate, beta1, beta2, epsilon"):
            mote.optimizers.Adam(lr=0.1)
        with self.assertRaisesRegex(TypeError, "learning_rate is 'a', and should be a number"):
            mote.optimizers.Adam("a")

    def test_layers(self):
        for bad in (3, [3], "3-1", [3, 0], [3, -1, 1]):
            with self.assertRaises(ValueError):
                mote.Network(bad)
        with self.assertRaisesRegex(TypeError, r"layers\[1\] is 2.0"):
            mote.Network([3, 2.0])

    def test_what_cannot_be_combined(self):
        with self.assertRaisesRegex(mote.CompilerError, "CrossEntropy takes logits"):
            mote.Network([3, 2], output_activation="tanh", loss="CrossEntropy")


if __name__ == "__main__":
    unittest.main()
