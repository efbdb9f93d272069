# SPDX-License-Identifier: MIT
"""A network as ONNX (opset 14), for runtimes elsewhere: float32, any number of rows, outputs within float error. Needs onnx."""
import math

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

from .files import write
from .parts import plain

#: activations that are one operation: its name and attributes, of the numbers in the brackets
_operations = {
    "relu": lambda: ("Relu", {}), "selu": lambda: ("Selu", {}), "tanh": lambda: ("Tanh", {}), "sigmoid": lambda: ("Sigmoid", {}),
    "softsign": lambda: ("Softsign", {}), "hardswish": lambda: ("HardSwish", {}),
    "hardsigmoid": lambda: ("HardSigmoid", {"alpha": 1 / 6, "beta": 0.5}),
    "leakyrelu": lambda slope=0.01: ("LeakyRelu", {"alpha": slope}), "elu": lambda alpha=1.0: ("Elu", {"alpha": alpha}),
    "celu": lambda alpha=1.0: ("Celu", {"alpha": alpha}),
}


class _Graph:
    """Nodes and constants, one after the other; each function takes and gives names of values."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, value):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(numpy.asarray(value, numpy.float32), name))
        return name

    def node(self, operation, *inputs, **attributes):
        inputs = [each if isinstance(each, str) else self.constant(each) for each in inputs]
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, inputs, [name], **attributes))
        return name

    def activation(self, z, text):
        """The activation `text` of z."""
        name, _, inside = (text or "Identity").partition("(")
        kind, numbers = plain(name), [float(number.split("=")[-1]) for number in inside.rstrip(") ").split(",") if number.strip()]
        if kind in _operations:
            operation, attributes = _operations[kind](*numbers)
            return self.node(operation, z, **attributes)
        composed = {
            "identity": lambda: z,
            "relu6": lambda: self.node("Clip", z, 0, 6),
            "hardtanh": lambda: self.node("Clip", z, -1, 1),
            "silu": lambda: self.node("Mul", z, self.node("Sigmoid", z)),
            "mish": lambda: self.node("Mul", z, self.node("Tanh", self.node("Softplus", z))),
            "logsigmoid": lambda: self.node("Neg", self.node("Softplus", self.node("Neg", z))),
            "softplus": lambda beta=1.0, threshold=20.0: self._softplus(z, beta, threshold),
            "gelu": lambda: self._half(z, self.node("Erf", self.node("Mul", z, math.sqrt(0.5)))),
            "gelutanh": lambda: self._half(z, self.node("Tanh", self.node("Mul", self._cubic(z), math.sqrt(2 / math.pi)))),
            "sin": lambda frequency=1.0: self.node("Sin", self.node("Mul", z, frequency)),
        }
        return composed[kind](*numbers)

    def _softplus(self, z, beta, threshold):
        scaled = self.node("Mul", z, beta)
        curve = self.node("Div", self.node("Softplus", scaled), beta)
        return self.node("Where", self.node("Greater", scaled, threshold), z, curve)

    def _half(self, z, side):
        return self.node("Mul", self.node("Mul", z, 0.5), self.node("Add", side, 1))

    def _cubic(self, z):
        cube = self.node("Mul", self.node("Mul", z, z), z)
        return self.node("Add", z, self.node("Mul", cube, 0.044715))


def model(network):
    """The onnx.ModelProto of a mote.Network: input "x" [rows, inputs], output "y" [rows, outputs]. Scales are part of it."""
    graph, value = _Graph(), "x"
    parameters, first = network.parameters, network.sizes.trained_first
    inputs, outputs = network.layers[0], network.layers[-1]
    if network.scale_inputs:
        value = graph.node("Add", graph.node("Mul", value, parameters[:inputs]), parameters[inputs:first])
    for (weight, bias), activation in zip(network.dense(), network.activations):
        value = graph.activation(graph.node("Gemm", value, weight, bias, transB=1), activation)
    if network.scale_outputs:
        last = first + network.sizes.trained
        value = graph.node("Add", graph.node("Mul", value, parameters[last : last + outputs]), parameters[last + outputs :])
    graph.nodes.append(helper.make_node("Identity", [value], ["y"]))
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", width]) for name, width in (("x", inputs), ("y", outputs))]
    made = helper.make_model(helper.make_graph(graph.nodes, "mote", ends[:1], ends[1:], graph.constants), producer_name="mote",
                             opset_imports=[helper.make_opsetid("", 14)], ir_version=7)
    onnx.checker.check_model(made, full_check=True)
    return made


def save(network, path):
    """Writes the model of a mote.Network to a file, whole or not at all."""
    write(path, model(network).SerializeToString())
