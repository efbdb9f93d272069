# SPDX-License-Identifier: MIT
"""Losses of mote: lib/mote/loss/. Each function makes a part for Network(loss=…)."""
from .parts import maker

MeanSquaredError = maker("MeanSquaredError")
L1 = maker("L1")
Huber = maker("Huber", delta=1.0)
SmoothL1 = maker("SmoothL1", beta=1.0)
LogCosh = maker("LogCosh")
Quantile = maker("Quantile", quantile=0.5)
CrossEntropy = maker("CrossEntropy")
SmoothedCrossEntropy = maker("SmoothedCrossEntropy", label_smoothing=0.1)
WeightedCrossEntropy = maker("WeightedCrossEntropy", class_weights=[float], label_smoothing=0.0)
BinaryCrossEntropy = maker("BinaryCrossEntropy")
WeightedBinaryCrossEntropy = maker("WeightedBinaryCrossEntropy", positive_weights=[float])
Hinge = maker("Hinge")

_all = (
    MeanSquaredError, L1, Huber, SmoothL1, LogCosh, Quantile, CrossEntropy, SmoothedCrossEntropy, WeightedCrossEntropy,
    BinaryCrossEntropy, WeightedBinaryCrossEntropy, Hinge,
)
known = {make.__name__: make for make in _all}
# PyTorch's names, and the short one that everybody says.
known.update(MSELoss=MeanSquaredError, MSE=MeanSquaredError, L1Loss=L1, HuberLoss=Huber, SmoothL1Loss=SmoothL1)
known.update(CrossEntropyLoss=CrossEntropy, BCEWithLogitsLoss=BinaryCrossEntropy)

of_classes = {"CrossEntropy", "SmoothedCrossEntropy", "WeightedCrossEntropy"}  #: their targets are class numbers
