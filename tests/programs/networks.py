# SPDX-License-Identifier: MIT
# Random networks, recipes and batches, as C++.
import collections
import re

ACTIVATIONS = ["Identity", "Relu", "Tanh", "Sigmoid", "Mish", "Gelu", "GeluTanh", "Silu", "Elu<>", "LeakyRelu<>", "Softplus<>",
               "Sin<3>", "HardTanh", "HardSwish", "Softsign", "Selu", "LogSigmoid"]
OPTIMIZERS = ["Sgd", "SgdMomentum", "SgdNesterov", "Adam", "AdamW", "AmsGrad", "AdamBfloat16", "Adamax", "NAdam", "RAdam",
              "RmsProp", "RmsPropCentered", "Adagrad", "Adadelta", "Lion", "Rprop", "ClipNorm<Adam>", "L2Penalty<Adam>",
              "ClipValue<Sgd>"]
LOSSES = ["MeanSquaredError", "L1", "Huber", "SmoothL1", "LogCosh", "CrossEntropy", "BinaryCrossEntropy"]
SCHEDULES = ["Constant{}", "Cosine{1000}", "WarmUp<Exponential>{}", "ReduceOnPlateau{}"]

# One of them: C++ of the layers' list, and of values of loss, optimizer and schedule.
Learning = collections.namedtuple("Learning", "layers loss optimizer schedule batch inputs outputs has_classes")


def random_learning(numbers):
    """From `numbers`, a random.Random."""
    loss, inputs = numbers.choice(LOSSES), numbers.randint(1, 20)
    layers = [f"Input<{inputs}>"] + ["InputScaling"] * numbers.randint(0, 1)
    for _ in range(numbers.randint(0, 3)):
        layer = f"Dense<{numbers.randint(1, 40)}, {numbers.choice(ACTIVATIONS)}>"
        layers.append(layer)
        layers += ["LayerNorm<>"] * (numbers.random() < 0.1)
        layers += ["Dropout<Ratio<1, 4>>"] * (numbers.random() < 0.1)
        layers += [f"Residual<{layer}>"] * (numbers.random() < 0.1)
    outputs = numbers.randint(2 if loss == "CrossEntropy" else 1, 8)
    layers.append(f"Dense<{outputs}>")
    return Learning(", ".join(layers), f"{loss}{{}}", f"{numbers.choice(OPTIMIZERS)}{{}}", numbers.choice(SCHEDULES),
                    numbers.choice([1, 1, 2, 4, 7, 16, 33]), inputs, outputs, loss == "CrossEntropy")


def with_more_layers(learning, numbers):
    """The same with layers before and after those that learn, now and then."""
    layers = learning.layers
    if numbers.random() < 0.2:
        layers = layers.replace("Dense", "FourierFeatures<2>, Dense", 1)
    if numbers.random() < 0.2 and layers.count("Dense") > 1:
        layers = re.sub(r"(Dense<\d+, \w+(?:<\d*>)?>)", r"Frozen<\1>", layers, count=1)
    if numbers.random() < 0.3 and "CrossEntropy" not in learning.loss:
        layers += ", OutputScaling"
    return learning._replace(layers=layers)
