# SPDX-License-Identifier: MIT
"""Schedules of mote: lib/mote/schedule/. Each function makes a part for Network(schedule=…). They count steps, not epochs."""
from .parts import Part, maker

Constant = maker("Constant")
StepDecay = maker("StepDecay", steps=int, gamma=0.1)
MultiStep = maker("MultiStep", milestones=[int], gamma=0.1)
Exponential = maker("Exponential", gamma=0.999)
Polynomial = maker("Polynomial", steps=int, power=1.0)
Linear = maker("Linear", steps=5, start_factor=1 / 3, end_factor=1.0)
ConstantFactor = maker("ConstantFactor", steps=5, factor=1 / 3)
Cosine = maker("Cosine", steps=int, minimum=0.0)
CosineWave = maker("CosineWave", steps=int, minimum=0.0)
WarmRestarts = maker("WarmRestarts", steps=int, growth=1, minimum=0.0)
OneCycle = maker("OneCycle", steps=int, warm_up=0.3, div_factor=25.0, final_div_factor=1e4)
ReduceOnPlateau = maker("ReduceOnPlateau", factor=0.1, patience=10, threshold=1e-4, cooldown=0, minimum=0.0)
WarmUp = maker("WarmUp", schedule=Part, steps=int, start_factor=0.0)

_all = (
    Constant, StepDecay, MultiStep, Exponential, Polynomial, Linear, ConstantFactor, Cosine, CosineWave, WarmRestarts, OneCycle,
    ReduceOnPlateau, WarmUp,
)
known = {make.__name__: make for make in _all}
