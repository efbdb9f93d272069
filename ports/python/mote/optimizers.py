# SPDX-License-Identifier: MIT
"""Optimizers of mote: lib/mote/optimizer/. Each function makes a part for Network(optimizer=…), with PyTorch's defaults."""
from .parts import Part, maker

_adam = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
_rms_prop = {"learning_rate": 1e-2, "alpha": 0.99, "epsilon": 1e-8}

Sgd = maker("Sgd", learning_rate=1e-2)
SgdMomentum = maker("SgdMomentum", learning_rate=1e-2, momentum=0.9)
SgdNesterov = maker("SgdNesterov", learning_rate=1e-2, momentum=0.9)
SgdDampened = maker("SgdDampened", learning_rate=1e-2, momentum=0.9, dampening=0.9)
Adam = maker("Adam", **_adam)
AdamW = maker("AdamW", **_adam, weight_decay=1e-2)
AmsGrad = maker("AmsGrad", **_adam)
AdamBfloat16 = maker("AdamBfloat16", **_adam)
Adamax = maker("Adamax", **{**_adam, "learning_rate": 2e-3})
NAdam = maker("NAdam", **{**_adam, "learning_rate": 2e-3}, momentum_decay=4e-3)
RAdam = maker("RAdam", **_adam)
RmsProp = maker("RmsProp", **_rms_prop)
RmsPropCentered = maker("RmsPropCentered", **_rms_prop)
RmsPropMomentum = maker("RmsPropMomentum", **_rms_prop, momentum=0.9)
RmsPropCenteredMomentum = maker("RmsPropCenteredMomentum", **_rms_prop, momentum=0.9)
Adagrad = maker("Adagrad", learning_rate=1e-2, rate_decay=0.0, epsilon=1e-10, initial_sum=0.0)
Adadelta = maker("Adadelta", learning_rate=1.0, rho=0.9, epsilon=1e-6)
Lion = maker("Lion", learning_rate=1e-4, beta1=0.9, beta2=0.99)
Rprop = maker("Rprop", learning_rate=1e-2, decrease=0.5, increase=1.2, smallest_step=1e-6, largest_step=50.0)

L1Penalty = maker("L1Penalty", optimizer=Part, l1=float)
L2Penalty = maker("L2Penalty", optimizer=Part, l2=float)
DecoupledDecay = maker("DecoupledDecay", optimizer=Part, weight_decay=float)
ClipValue = maker("ClipValue", optimizer=Part, clip_value=float)
ClipNorm = maker("ClipNorm", optimizer=Part, clip_norm=float)

alone = {
    make.__name__: make
    for make in (
        Sgd, SgdMomentum, SgdNesterov, SgdDampened, Adam, AdamW, AmsGrad, AdamBfloat16, Adamax, NAdam, RAdam, RmsProp,
        RmsPropCentered, RmsPropMomentum, RmsPropCenteredMomentum, Adagrad, Adadelta, Lion, Rprop,
    )
}
around = {make.__name__: make for make in (L1Penalty, L2Penalty, DecoupledDecay, ClipValue, ClipNorm)}
known = {**alone, **around}


def with_rate(optimizer, learning_rate):
    """The same optimizer at another learning rate, whatever wraps it."""
    name, value = ("optimizer", None) if optimizer.name in around else ("learning_rate", float(learning_rate))
    if value is None:
        value = with_rate(optimizer.settings["optimizer"], learning_rate)
    return Part(optimizer.name, {**optimizer.settings, name: value})
