# SPDX-License-Identifier: MIT
"""Learning goes on in the other framework, with losses within float error."""
import pathlib
import tempfile
import unittest

import mote
import numpy
from needs import needs


def data(inputs=3, outputs=2, rows=16):
    random = numpy.random.RandomState(5)
    x = random.uniform(-1, 1, (rows, inputs)).astype(numpy.float32)
    return x, numpy.stack([numpy.sin(2 * x.sum(axis=1) + i) for i in range(outputs)], axis=1).astype(numpy.float32)


def torch_losses(sequential, optimizer, loss, x, y, steps):
    import torch

    x, y = torch.from_numpy(x), torch.from_numpy(y)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss(sequential(x), y)
        value.backward()
        optimizer.step()
        losses.append(value.item())
    return losses


@needs(modules=["torch"])
class Continuation(unittest.TestCase):
    """30 steps in one framework, 50 in the other, beside 80 in the first."""

    def optimizers(self):
        import torch

        yield lambda parameters: torch.optim.Adam(parameters, 0.01)
        yield lambda parameters: torch.optim.Adam(parameters, 0.02, betas=(0.8, 0.99), eps=1e-6, weight_decay=1e-3)
        yield lambda parameters: torch.optim.AdamW(parameters, 0.01, weight_decay=0.05)
        yield lambda parameters: torch.optim.SGD(parameters, 0.1)
        yield lambda parameters: torch.optim.SGD(parameters, 0.05, momentum=0.9)
        yield lambda parameters: torch.optim.SGD(parameters, 0.05, momentum=0.8, nesterov=True)
        yield lambda parameters: torch.optim.SGD(parameters, 0.1, momentum=0.9, dampening=0.5)

    def each(self):
        import torch

        for make in self.optimizers():
            torch.manual_seed(3)
            sequential = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 5), torch.nn.LeakyReLU(0.2),
                                             torch.nn.Linear(5, 2))
            optimizer = make(sequential.parameters())
            yield sequential, optimizer

    def assert_close(self, ours, theirs, optimizer):
        numpy.testing.assert_allclose(ours, theirs, rtol=2e-5, err_msg=str(optimizer))

    def test_from_torch(self):
        import torch

        x, y = data()
        for sequential, optimizer in self.each():
            torch_losses(sequential, optimizer, torch.nn.MSELoss(), x, y, 30)
            network = mote.pytorch.from_torch(sequential, torch.nn.MSELoss(), optimizer)
            ours = [network.train(x, y) for _ in range(50)]
            theirs = torch_losses(sequential, optimizer, torch.nn.MSELoss(), x, y, 50)
            self.assert_close(ours, theirs, optimizer)
            self.assertLess(ours[-1], 0.97 * ours[0])
            # Without the state it would be another run, so the comparison can fail.
            if optimizer.state_dict()["state"] and "momentum" not in optimizer.defaults:
                bare = mote.pytorch.from_torch(sequential, torch.nn.MSELoss(), mote.pytorch.optimizer_part(optimizer))
                self.assertFalse(numpy.allclose([bare.train(x, y) for _ in range(50)],
                                                torch_losses(sequential, optimizer, torch.nn.MSELoss(), x, y, 50), rtol=1e-3))

    def test_to_torch(self):
        import torch

        x, y = data()
        for sequential, optimizer in self.each():
            network = mote.pytorch.from_torch(sequential, "MSELoss", optimizer)
            for _ in range(30):
                network.train(x, y)
            theirs = mote.pytorch.to_torch(network)
            ours = mote.pytorch.to_torch_optimizer(network, theirs)
            losses = torch_losses(theirs, ours, torch.nn.MSELoss(), x, y, 50)
            self.assert_close(losses, [network.train(x, y) for _ in range(50)], ours)

    def test_there_and_back_keeps_the_weights_to_the_bit(self):
        for sequential, optimizer in self.each():
            network = mote.pytorch.from_torch(sequential, optimizer=optimizer)
            again = mote.pytorch.to_torch(network).state_dict()
            for (name, before), after in zip(sequential.state_dict().items(), again.values()):
                self.assertTrue((before == after).all(), name)

    def test_cross_entropy(self):
        import torch

        x, _ = data()
        y = (numpy.arange(16) % 3).astype(numpy.int64)
        sequential = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.GELU(), torch.nn.Linear(8, 3))
        optimizer = torch.optim.Adam(sequential.parameters(), 0.01)
        torch_losses(sequential, optimizer, torch.nn.CrossEntropyLoss(), x, y, 30)
        network = mote.pytorch.from_torch(sequential, torch.nn.CrossEntropyLoss(), optimizer)
        self.assert_close([network.train(x, y) for _ in range(50)],
                          torch_losses(sequential, optimizer, torch.nn.CrossEntropyLoss(), x, y, 50), optimizer)


@needs(modules=["torch"])
class Activations(unittest.TestCase):
    def test_every_activation_predicts_alike(self):
        import torch

        nn = torch.nn
        modules = [nn.ReLU(), nn.ReLU6(), nn.SELU(), nn.SiLU(), nn.Mish(), nn.LogSigmoid(), nn.Tanh(), nn.Sigmoid(), nn.Softsign(),
                   nn.Hardsigmoid(), nn.Hardswish(), nn.LeakyReLU(0.3), nn.ELU(0.7), nn.CELU(1.5), nn.Softplus(2.0, 10.0), nn.GELU(),
                   nn.GELU(approximate="tanh"), nn.Hardtanh()]
        x, _ = data()
        layers = []
        for module in modules:
            layers += [nn.Linear(4 if layers else 3, 4), module]
        torch.manual_seed(1)
        sequential = nn.Sequential(*layers, nn.Linear(4, 2))
        network = mote.pytorch.from_torch(sequential)
        back = mote.pytorch.to_torch(network)
        self.assertEqual(str(back), str(sequential))
        numpy.testing.assert_allclose(network.predict(x), sequential(torch.from_numpy(x)).detach().numpy(), rtol=1e-4, atol=1e-6)

    def test_every_unsupported_part_is_named(self):
        import torch

        nn = torch.nn
        sequential = nn.Sequential(nn.Linear(3, 4, bias=False), nn.BatchNorm1d(4), nn.Tanh(), nn.Dropout(0.5), nn.Linear(5, 1),
                                   nn.PReLU(), nn.Hardtanh(-2, 2))
        with self.assertRaises(ValueError) as caught:
            mote.pytorch.from_torch(sequential)
        for part in ("0: Linear(in_features=3, out_features=4, bias=False)", "1: BatchNorm1d", "3: Dropout", "4: Linear", "5: PReLU",
                     "6: Hardtanh"):
            self.assertIn(part, str(caught.exception))
        self.assertNotIn("2: Tanh", str(caught.exception))

    def test_optimizers_and_losses_that_mote_has_not(self):
        import torch

        sequential = torch.nn.Sequential(torch.nn.Linear(3, 1))
        with self.assertRaisesRegex(ValueError, "Adagrad.*Known are: Adam, AdamW, SGD"):
            mote.pytorch.from_torch(sequential, optimizer=torch.optim.Adagrad(sequential.parameters()))
        with self.assertRaisesRegex(ValueError, "amsgrad"):
            mote.pytorch.from_torch(sequential, optimizer=torch.optim.Adam(sequential.parameters(), amsgrad=True))
        with self.assertRaisesRegex(ValueError, "KLDivLoss.*Known are: MSELoss"):
            mote.pytorch.from_torch(sequential, torch.nn.KLDivLoss())
        with self.assertRaisesRegex(ValueError, "reduction is 'sum'"):
            mote.pytorch.from_torch(sequential, torch.nn.MSELoss(reduction="sum"))


class Tensors(unittest.TestCase):
    """state_dict and safetensors need no torch."""

    def test_round_trip(self):
        network, other = mote.Network([3, 12, 2], seed=1), mote.Network([3, 12, 2], seed=2)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "net.safetensors")
            mote.safetensors.save(file, mote.pytorch.state_dict(network), {"made": "by a test"})
            mote.pytorch.load_state_dict(other, mote.safetensors.load(file))
        self.assertEqual(network.image(), other.image())

    def test_layout_of_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "a.safetensors")
            mote.safetensors.save(file, {"a": numpy.array([[1, 2]], ">f4"), "b": numpy.array(True)})
            data = file.read_bytes()
        length = int.from_bytes(data[:8], "little")
        self.assertEqual(length % 8, 0)
        self.assertEqual(data[8 : 8 + length].rstrip(), b'{"a": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}, '
                         b'"b": {"dtype": "BOOL", "shape": [], "data_offsets": [8, 9]}}')
        self.assertEqual(data[8 + length :], numpy.array([1, 2], "<f4").tobytes() + b"\1")

    def test_files_that_are_none(self):
        header = b'{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}'
        for data in (b"", b"1234567", b"\xff" * 20, (3).to_bytes(8, "little") + b"{}!", len(header).to_bytes(8, "little") + header + b"123"):
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder, "bad.safetensors")
                file.write_bytes(data)
                with self.assertRaisesRegex(ValueError, "bad.safetensors: this is no file of safetensors"):
                    mote.safetensors.load(file)

    def test_ten_layers_keep_their_order(self):
        network, other = mote.Network([2] + [2] * 11, seed=1), mote.Network([2] + [2] * 11, seed=2)
        tensors = mote.pytorch.state_dict(network)
        mote.pytorch.load_state_dict(other, dict(sorted(tensors.items())))
        self.assertEqual(network.image(), other.image())

    def test_wrong_tensors_change_nothing(self):
        network = mote.Network([3, 4, 2])
        before, tensors = network.image(), mote.pytorch.state_dict(network)
        for bad, message in ((numpy.zeros((4, 4), "f4"), "shape"), (numpy.full((4, 3), numpy.nan, "f4"), "not finite"),
                             (numpy.full((4, 3), 2000, "f4"), "at most 1000")):
            with self.assertRaisesRegex(ValueError, message):
                mote.pytorch.load_state_dict(network, {**tensors, "0.weight": bad})
        with self.assertRaisesRegex(ValueError, "3 tensors are given"):
            mote.pytorch.load_state_dict(network, dict(list(tensors.items())[:3]))
        self.assertEqual(network.image(), before)


if __name__ == "__main__":
    unittest.main()
