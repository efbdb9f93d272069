#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The losses of torch.optim.LBFGS that tests/unit/second_order/lbfgs_test.cpp compares with, in double precision.

PyTorch's search for a length is another one, so here it takes a given length: mote's, which is 1/|g| for the first iteration
(with the Euclidean norm; PyTorch takes the sum of magnitudes) and 1 later. That 1 is the length that mote takes, too, is
checked by the strong Wolfe conditions. Printed with PyTorch 1.13.1.
"""
import torch

torch.set_default_dtype(torch.float64)

UNITS, ROWS, PAIRS, ITERATIONS = 4, 20, 4, 12


def wave(i):
    return ((i * 37 + 11) % 101) / 50 - 1


weights = torch.tensor([wave(i) / 2 for i in range(3 * UNITS + 1)], requires_grad=True)
x = torch.tensor([i / 8 - 1.25 for i in range(ROWS)])
y = (x**2 - x / 2) / 2


def loss_of(parameters):
    first, bias, second, last = torch.split(parameters, [UNITS, UNITS, UNITS, 1])
    return torch.mean((torch.tanh(x[:, None] * first + bias) @ second + last - y) ** 2)


def gradient(parameters):
    at = parameters.detach().clone().requires_grad_()
    loss = loss_of(at)
    loss.backward()
    return loss.item(), at.grad


optimizer = torch.optim.LBFGS([weights], max_iter=1, history_size=PAIRS, tolerance_grad=0, tolerance_change=0)


def closure():
    optimizer.zero_grad()
    loss = loss_of(weights)
    loss.backward()
    return loss


losses = []
for iteration in range(ITERATIONS):
    before, start = gradient(weights)
    length = 1.0 if iteration > 0 else min(1.0, 1.0 / start.norm().item())
    optimizer.param_groups[0]["lr"] = length if iteration > 0 else length / min(1.0, 1.0 / start.abs().sum().item())
    from_where = weights.detach().clone()
    optimizer.step(closure)
    direction = (weights.detach() - from_where) / length
    after, end = gradient(weights)
    slope, slope_after = start.dot(direction).item(), end.dot(direction).item()
    assert after <= before + 1e-4 * length * slope and abs(slope_after) <= -0.9 * slope, f"another length at {iteration}"
    losses.append(after)
print(", ".join(f"{loss:.7g}f" for loss in losses))
