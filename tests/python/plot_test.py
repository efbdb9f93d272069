# SPDX-License-Identifier: MIT
"""Pictures show what was learned; where matplotlib is missing, one sentence says so."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import mote
import numpy
from needs import needs


class Pictures(unittest.TestCase):
    def setUp(self):
        self.x = numpy.linspace(-1, 1, 40).reshape(-1, 1)
        self.network = mote.Network([1, 4, 1], learning_rate=0.03)
        self.history = self.network.fit(self.x, self.x**2, epochs=30, evaluation=(self.x[:9], self.x[:9] ** 2))

    @needs(modules=["matplotlib"])
    def test_loss_has_both_curves(self):
        first, second = mote.plot.loss(self.history).axes[0].lines
        numpy.testing.assert_array_equal(first.get_xydata(), numpy.stack([numpy.arange(1, 31), self.history.loss], 1))
        numpy.testing.assert_array_equal(second.get_ydata(), self.history.evaluation_loss)

    @needs(modules=["matplotlib"])
    def test_fit_of_one_input_is_a_curve_through_the_rows(self):
        axes = mote.plot.fit(self.network, self.x, self.x**2, ("volts", "bar")).axes[0]
        self.assertEqual((axes.get_xlabel(), axes.get_ylabel()), ("volts", "bar"))
        numpy.testing.assert_allclose(axes.lines[0].get_xydata(), numpy.hstack([self.x, self.x**2]), rtol=1e-6)
        at, curve = axes.lines[1].get_data()
        numpy.testing.assert_array_equal(numpy.ravel(curve), self.network.predict(numpy.reshape(at, (-1, 1)))[:, 0])

    @needs(modules=["matplotlib"])
    def test_fit_of_several_inputs_is_each_beside_the_other(self):
        x = numpy.hstack([self.x, self.x])
        network = mote.Network([2, 2, 1])
        rows = mote.plot.fit(network, x, self.x).axes[0].lines[1]
        numpy.testing.assert_allclose(numpy.ravel(rows.get_ydata()), network.predict(x)[:, 0])

    def test_rows_of_another_network_are_told(self):
        with self.assertRaisesRegex(ValueError, r"x has the shape \(40, 1\), and should have \(rows, 2\)"):
            mote.plot.fit(mote.Network([2, 2, 1]), self.x, self.x)

    @needs(modules=["matplotlib"])
    def test_a_picture_is_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "loss.png")
            mote.plot.loss(self.history).savefig(file)
            self.assertEqual(file.read_bytes()[:4], b"\x89PNG")

    def test_without_matplotlib_it_says_what_to_install(self):
        program = "import sys; sys.modules['matplotlib'] = None; import mote; mote.plot.figure('', '', '')"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        self.assertRegex(done.stderr, "ImportError: pictures need matplotlib: apt-get install python3-matplotlib")


if __name__ == "__main__":
    unittest.main()
