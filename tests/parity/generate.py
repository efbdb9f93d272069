#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes training runs by PyTorch for parity: generate.py FOLDER writes a folder for each case below, with a case.json and
the numbers beside it (golden/README.txt says how). Made with PyTorch 1.13.1 of Debian 12 (python3-torch 1.13.1+dfsg-4),
one thread; another version gives other last bits, and the tolerances that come with them."""
import fractions
import json
import os
import sys

import numpy
import torch

STEPS = 200

CASES = [
    # name, sizes, act, loss, opt, then what else there is
    dict(name="f01_ignored_weights_smoothing", sizes=[4, 9, 5], act="tanh", loss="cross_entropy",
         loss_args=dict(weight=[0.5, 1.0, 4.0, 2.0, 0.25], label_smoothing=0.1, ignore_index=2), opt="adam",
         opt_args=dict(lr=0.01), batch=12, n_data=60),
    dict(name="f02_ignored_negative", sizes=[3, 8, 4], act="relu", loss="cross_entropy", loss_args=dict(ignore_index=-1),
         opt="sgd", opt_args=dict(lr=0.1), batch=10, n_data=50),
    dict(name="f03_sample_weights_mse", sizes=[2, 8, 8, 3], act="tanh", loss="mse", sample_weight=True, opt="sgd",
         opt_args=dict(lr=0.05, momentum=0.9), batch=8, n_data=64),
    dict(name="f04_sample_weights_cross_entropy", sizes=[4, 9, 3], act="silu", loss="cross_entropy", sample_weight=True,
         opt="adam", opt_args=dict(lr=0.01), batch=10, n_data=50),
    dict(name="f05_quantile", sizes=[2, 10, 2], act="tanh", loss="quantile", loss_args=dict(quantile=0.9), opt="sgd",
         opt_args=dict(lr=0.05), batch=16, n_data=64),
    dict(name="f06_log_cosh", sizes=[2, 10, 2], act="softsign", loss="log_cosh", opt="adam", opt_args=dict(lr=0.01),
         batch=16, n_data=64),
    dict(name="f07_hinge", sizes=[3, 9, 1], act="relu", loss="hinge", opt="sgd", opt_args=dict(lr=0.02), batch=8,
         n_data=48),
    dict(name="f08_decay_of_weights_alone", sizes=[3, 9, 2], act="tanh", loss="mse", opt="adamw",
         opt_args=dict(lr=0.01, weight_decay=0.1), decay_of="weights", batch=8, n_data=48),
    dict(name="f09_l2_of_weights_alone", sizes=[3, 9, 2], act="tanh", loss="mse", opt="sgd",
         opt_args=dict(lr=0.05, momentum=0.9, weight_decay=0.01), decay_of="weights", batch=8, n_data=48),
    dict(name="f10_rprop_20_steps", sizes=[2, 9, 9, 1], act="tanh", loss="mse", opt="rprop",
         opt_args=dict(lr=0.02, etas=[0.4, 1.3], step_sizes=[1e-5, 1.0]), batch=64, n_data=64, steps=20),
    dict(name="f11_adagrad_all", sizes=[3, 9, 2], act="mish", loss="mse", opt="adagrad",
         opt_args=dict(lr=0.1, lr_decay=0.01, weight_decay=0.001, initial_accumulator_value=0.1, eps=1e-8), batch=8,
         n_data=48),
    dict(name="f12_rmsprop_momentum_exponential", sizes=[3, 9, 2], act="tanh", loss="mse", opt="rmsprop",
         opt_args=dict(lr=0.001, alpha=0.95, momentum=0.8, eps=1e-6), batch=8, n_data=48,
         sched=["ExponentialLR", dict(gamma=0.99)]),
    dict(name="f13_rmsprop_centered_cosine_wave", sizes=[3, 9, 2], act="elu_0.7", loss="smoothl1",
         loss_args=dict(beta=0.2), opt="rmsprop", opt_args=dict(lr=0.001, centered=True), batch=8, n_data=48,
         sched=["CosineAnnealingLR", dict(T_max=60, eta_min=0.0001)]),
    dict(name="f14_adamw_amsgrad_clipvalue", sizes=[3, 9, 2], act="leaky_relu_0.3", loss="mse", opt="adamw",
         opt_args=dict(lr=0.01, amsgrad=True), clip_value=0.05, batch=8, n_data=48),
    dict(name="f15_nesterov_l2_clipnorm_onecycle", sizes=[3, 9, 2], act="celu_0.8", loss="huber",
         loss_args=dict(delta=0.2), opt="sgd", opt_args=dict(lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.01),
         clip_norm=0.3, batch=8, n_data=48, sched=["OneCycleLR", dict(max_lr=0.1, total_steps=220, pct_start=0.4,
                                                                     div_factor=10.0, final_div_factor=100.0,
                                                                     cycle_momentum=False)]),
    dict(name="f16_adadelta_l2", sizes=[3, 9, 2], act="sigmoid", loss="l1", opt="adadelta",
         opt_args=dict(lr=0.5, rho=0.8, eps=1e-4, weight_decay=0.001), batch=8, n_data=48),
    dict(name="f17_adamax_radam_labels", sizes=[5, 7, 3], act="hardswish", loss="bce_logits",
         loss_args=dict(pos_weight=[0.5, 3.0, 1.0]), opt="radam", opt_args=dict(lr=0.02, betas=[0.8, 0.99], eps=1e-6),
         batch=9, n_data=45),
    dict(name="f18_adamax_linear", sizes=[5, 7, 3], act="selu", loss="mse", opt="adamax",
         opt_args=dict(lr=0.02, betas=[0.8, 0.99], eps=1e-6), batch=9, n_data=45,
         sched=["LinearLR", dict(start_factor=1.0, end_factor=0.1, total_iters=100)]),
    dict(name="f19_nadam_decay", sizes=[5, 7, 3], act="gelu_erf", loss="mse", opt="nadam",
         opt_args=dict(lr=0.01, momentum_decay=0.01, weight_decay=0.01), batch=9, n_data=45),
    dict(name="f20_dampened_l2", sizes=[5, 7, 3], act="softplus_3_10", loss="mse", opt="sgd",
         opt_args=dict(lr=0.1, momentum=0.7, dampening=0.5, weight_decay=0.001), batch=9, n_data=45),
    dict(name="f21_layer_norm", sizes=[3, 20, 20, 9, 2], layers=["dense", "layer_norm", "dense", "dense"], act="tanh",
         loss="mse", opt="adam", opt_args=dict(lr=0.01), batch=8, n_data=48),
    dict(name="f22_layer_norm_first_and_last", sizes=[5, 5, 17, 17, 4, 4],
         layers=["layer_norm", "dense", "layer_norm", "dense", "layer_norm"], act="tanh", loss="cross_entropy", opt="sgd",
         opt_args=dict(lr=0.02), batch=10, n_data=50),
    dict(name="f23_residual", sizes=[3, 9, 9, 9, 2], layers=["dense", "residual_dense", "residual_dense", "dense"],
         act="tanh", loss="mse", opt="sgd", opt_args=dict(lr=0.05, momentum=0.9), batch=8, n_data=48),
    dict(name="f24_residual_first_and_last", sizes=[4, 4, 4, 4], layers=["residual_dense", "residual_layer_norm",
                                                                        "residual_dense"],
         act="mish", loss="cross_entropy", opt="adamw", opt_args=dict(lr=0.01), batch=10, n_data=50),
    dict(name="f25_dropout", sizes=[4, 16, 16, 10, 2], layers=["dense", "dropout_0.25_7", "dense", "dense"], act="tanh",
         loss="mse", opt="adam", opt_args=dict(lr=0.01), batch=8, n_data=48),
    dict(name="f26_dropout_first_and_last", sizes=[6, 6, 12, 12, 3, 3],
         layers=["dropout_0.2_0", "dense", "dropout_0.5_4000000000", "dense", "dropout_0.1_1"], act="softsign", loss="mse",
         opt="sgd", opt_args=dict(lr=0.1), batch=9, n_data=45),
    dict(name="f27_all_layers_clipnorm", sizes=[3, 12, 12, 12, 12, 12, 4],
         layers=["dense", "layer_norm", "residual_dense", "dropout_0.3_5", "residual_layer_norm", "dense"], act="elu_0.7",
         loss="cross_entropy", opt="sgd", opt_args=dict(lr=0.05, momentum=0.8, nesterov=True), clip_norm=0.5, batch=10,
         n_data=50),
    dict(name="f28_one_cycle_linear", sizes=[3, 8, 2], act="tanh", loss="mse", opt="sgd", opt_args=dict(lr=0.2), batch=8,
         n_data=48, sched=["OneCycleLR", dict(max_lr=0.2, total_steps=200, pct_start=0.3, div_factor=25.0,
                                              final_div_factor=10000.0, anneal_strategy="linear", cycle_momentum=False)]),
    dict(name="f29_one_cycle_three_phases", sizes=[3, 8, 2], act="tanh", loss="mse", opt="adam", opt_args=dict(lr=0.02),
         batch=8, n_data=48, sched=["OneCycleLR", dict(max_lr=0.02, total_steps=210, pct_start=0.35, div_factor=20.0,
                                                       final_div_factor=100.0, anneal_strategy="cos", three_phase=True,
                                                       cycle_momentum=False)]),
    dict(name="f30_one_cycle_linear_three_phases", sizes=[3, 8, 2], act="tanh", loss="mse", opt="sgd",
         opt_args=dict(lr=0.2), batch=8, n_data=48, sched=["OneCycleLR", dict(max_lr=0.2, total_steps=200, pct_start=0.4,
                                                                             div_factor=10.0, final_div_factor=50.0,
                                                                             anneal_strategy="linear", three_phase=True,
                                                                             cycle_momentum=False)]),
    dict(name="f31_constant_factor", sizes=[3, 8, 2], act="tanh", loss="mse", opt="sgd", opt_args=dict(lr=0.2), batch=8,
         n_data=48, sched=["ConstantLR", dict(factor=0.25, total_iters=40)]),
    dict(name="f32_frozen", sizes=[4, 16, 16, 10, 3], layers=["frozen_dense", "frozen_layer_norm", "dense", "dense"],
         act="tanh", loss="cross_entropy", opt="adam", opt_args=dict(lr=0.01), clip_norm=0.2, batch=10, n_data=50),
    dict(name="f33_frozen_but_the_last", sizes=[3, 9, 9, 2], layers=["frozen_dense", "frozen_residual_dense", "dense"],
         act="mish", loss="mse", opt="sgd", opt_args=dict(lr=0.05, momentum=0.9, weight_decay=0.001), batch=8, n_data=48),
]

F = torch.nn.functional


def with_numbers(name, function):
    """name_0.3 is function(x, 0.3)."""
    return lambda full: (lambda x: function(x, *[float(number) for number in full[len(name) + 1:].split("_")]))


PLAIN = {"relu": F.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "mish": F.mish, "silu": F.silu, "selu": F.selu,
         "softsign": F.softsign, "hardswish": F.hardswish, "gelu_erf": F.gelu}
FAMILIES = {"leaky_relu": F.leaky_relu, "elu": F.elu, "celu": F.celu, "softplus": F.softplus}


def activation(name):
    if name in PLAIN:
        return PLAIN[name]
    family = next(family for family in FAMILIES if name.startswith(family + "_"))
    return with_numbers(family, FAMILIES[family])(name)


def layers_of(case):
    """What lies between two sizes: dense (the last is linear), layer_norm, dropout_PROBABILITY_SEED, residual_LAYER, and
    frozen_LAYER for the first ones."""
    return case.get("layers", ["dense"] * (len(case["sizes"]) - 1))


def mixed(h):
    """MurmurHash3's finalizer; here and below, as in lib/mote/base/random.hpp."""
    h = (h ^ (h >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    h = (h ^ (h >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return h ^ (h >> 16)


def counted_random(seed, stream, step, count):
    """Numbers 0 … count-1 of mote's CountedRandom."""
    golden_ratio = 0x9E3779B9
    start = mixed(mixed(seed) + golden_ratio * (stream + 1) & 0xFFFFFFFF)
    start = mixed(start + golden_ratio * (step + 1) & 0xFFFFFFFF)
    increment = mixed(start + golden_ratio & 0xFFFFFFFF) | 1
    return mixed(start + numpy.arange(count, dtype=numpy.uint64) * increment & 0xFFFFFFFF)


def dropped(values, probability, seed, layer, step):
    """torch.nn.Dropout with the numbers that mote drops: PyTorch's are drawn from a generator of its own."""
    exact = fractions.Fraction(probability)
    threshold = (exact.numerator << 32) // exact.denominator
    random = counted_random(int(seed), layer, step, values.numel()).reshape(tuple(values.shape))
    mask = torch.tensor(random >= threshold).to(values.dtype)
    return values * (mask / (1 - float(probability)))


def applied(layer, number, values, weight, bias, act, step):
    """What leaves layer `number`; without a step, in a prediction."""
    name, *rest = layer.split("_", 1)
    if name == "frozen":
        return applied(rest[0], number, values, weight, bias, act, step)
    if name == "residual":
        return values + applied(rest[0], number, values, weight, bias, act, step)
    if name == "dropout":
        return values if step is None else dropped(values, *rest[0].split("_"), number, step)
    if layer == "layer_norm":
        return F.layer_norm(values, values.shape[1:], weight, bias)
    return act(values @ weight.T + bias)


def loss_of(case, kind, outputs, targets, weights):
    """The loss that PyTorch minimizes, a mean; with weights, over the rows' weights."""
    arguments = dict(case.get("loss_args", {}))
    name = case["loss"]
    for key in ("weight", "pos_weight"):
        if key in arguments:
            arguments[key] = torch.tensor(arguments[key], dtype=kind)
    reduction = "mean" if weights is None else "none"
    if name == "mse":
        each = F.mse_loss(outputs, targets, reduction=reduction)
    elif name == "l1":
        each = F.l1_loss(outputs, targets, reduction=reduction)
    elif name == "huber":
        each = F.huber_loss(outputs, targets, reduction=reduction, **arguments)
    elif name == "smoothl1":
        each = F.smooth_l1_loss(outputs, targets, reduction=reduction, **arguments)
    elif name == "bce_logits":
        each = F.binary_cross_entropy_with_logits(outputs, targets, reduction=reduction, **arguments)
    elif name == "cross_entropy":
        each = F.cross_entropy(outputs, targets, reduction=reduction, **arguments)
    elif name == "quantile":
        q, error = arguments["quantile"], targets - outputs
        each = torch.maximum(q * error, (q - 1) * error).mean()
    elif name == "log_cosh":
        each = torch.log(torch.cosh(outputs - targets)).mean()
    elif name == "hinge":
        each = torch.clamp(1 - targets * outputs, min=0).mean()
    if weights is None:
        return each
    of_rows = each if each.dim() == 1 else each.mean(dim=1)
    return (of_rows * weights).sum() / weights.sum()


OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "rmsprop": torch.optim.RMSprop,
              "adagrad": torch.optim.Adagrad, "adadelta": torch.optim.Adadelta, "adamax": torch.optim.Adamax,
              "nadam": torch.optim.NAdam, "radam": torch.optim.RAdam, "rprop": torch.optim.Rprop}


def optimizer_of(case, weights, biases):
    arguments = dict(case["opt_args"])
    for key in ("betas", "etas", "step_sizes"):
        if key in arguments:
            arguments[key] = tuple(arguments[key])
    if case.get("decay_of") == "weights":
        groups = [dict(params=weights), dict(params=biases, weight_decay=0.0)]
    else:
        groups = [parameter for pair in zip(weights, biases) for parameter in pair]
    return OPTIMIZERS[case["opt"]](groups, **arguments)


def data_of(case, seed):
    random = numpy.random.RandomState(seed)
    inputs, outputs, rows = case["sizes"][0], case["sizes"][-1], case["n_data"]
    x = random.uniform(-1, 1, (rows, inputs)).astype(numpy.float32)
    mixed = numpy.sin(3 * x @ random.normal(size=(inputs, outputs)))
    if case["loss"] == "cross_entropy":
        y = mixed.argmax(axis=1).astype(numpy.int32)
        ignored = case.get("loss_args", {}).get("ignore_index")
        if ignored is not None and ignored < 0:
            y[::7] = ignored
    elif case["loss"] == "bce_logits":
        y = (mixed > 0.2).astype(numpy.float32)
    elif case["loss"] == "hinge":
        y = numpy.where(mixed > 0, 1, -1).astype(numpy.float32)
    else:
        y = mixed.astype(numpy.float32)
    weights = random.uniform(0, 3, rows).astype(numpy.float32)
    start = []
    for layer, before, after in zip(layers_of(case), case["sizes"], case["sizes"][1:]):
        if layer.endswith("layer_norm"):
            start.append((random.uniform(0.5, 1.5, after).astype(numpy.float32),
                          random.uniform(-0.5, 0.5, after).astype(numpy.float32)))
        elif layer.startswith("dropout"):
            start.append(None)
        else:
            bound = 1 / numpy.sqrt(before)
            start.append((random.uniform(-bound, bound, (after, before)).astype(numpy.float32),
                          random.uniform(-bound, bound, after).astype(numpy.float32)))
    return x, y, weights, start


def train(case, kind, data):
    x, y, sample_weights, start = data
    is_frozen = [layer.startswith("frozen_") for layer in layers_of(case)]
    of_layers = {number: tuple(torch.tensor(one, dtype=kind, requires_grad=not is_frozen[number]) for one in pair)
                 for number, pair in enumerate(start) if pair}
    trained = [pair for number, pair in of_layers.items() if not is_frozen[number]]
    weights, biases = [list(each) for each in zip(*trained)]
    parameters = [parameter for pair in trained for parameter in pair]
    inputs = torch.tensor(x, dtype=kind)
    targets = torch.tensor(y, dtype=torch.long if y.dtype == numpy.int32 else kind)
    of_rows = torch.tensor(sample_weights, dtype=kind) if case.get("sample_weight") else None
    act = activation(case["act"])
    optimizer = optimizer_of(case, weights, biases)
    schedule = None
    if case.get("sched"):
        schedule = getattr(torch.optim.lr_scheduler, case["sched"][0])(optimizer, **case["sched"][1])

    def forward(rows, step=None):
        values, layers = rows, layers_of(case)
        for number, layer in enumerate(layers):
            of_layer = act if number + 1 < len(layers) else lambda sums: sums
            values = applied(layer, number, values, *of_layers.get(number, (None, None)), of_layer, step)
        return values

    found = {"loss": [], "lr": []}
    for step in range(case.get("steps", STEPS)):
        rows = [(step * case["batch"] + j) % case["n_data"] for j in range(case["batch"])]
        optimizer.zero_grad()
        loss = loss_of(case, kind, forward(inputs[rows], step), targets[rows], None if of_rows is None else of_rows[rows])
        loss.backward()
        found["loss"].append(loss.item())
        found["lr"].append(optimizer.param_groups[0]["lr"])
        if step == 0:
            found["grad1"] = [parameter.grad.clone() for parameter in parameters]
        if case.get("clip_norm"):
            torch.nn.utils.clip_grad_norm_(parameters, case["clip_norm"])
        if case.get("clip_value"):
            torch.nn.utils.clip_grad_value_(parameters, case["clip_value"])
        if step == 0:
            found["grad1clipped"] = [parameter.grad.clone() for parameter in parameters]
        optimizer.step()
        if schedule:
            schedule.step()
    with torch.no_grad():
        found["final_out"] = forward(inputs)
    found["final"] = [parameter.detach() for pair in of_layers.values() for parameter in pair]
    return found


def largest_difference(first, second):
    return max(float((a.double() - b.double()).abs().max()) for a, b in zip(first, second))


def write(case, folder, seed):
    data = data_of(case, seed)
    narrow, wide = train(case, torch.float32, data), train(case, torch.float64, data)
    os.makedirs(folder, exist_ok=True)
    tensors = []

    def save(name, numbers, suffix):
        kinds = {"f32": "<f4", "f64": "<f8", "i32": "<i4"}
        array = numpy.asarray(numbers, dtype=kinds[suffix])
        file = f"{name}.{suffix}.bin"
        array.tofile(os.path.join(folder, file))
        tensors.append(dict(name=name, dtype=suffix, shape=list(array.shape), file=file))

    x, y, sample_weights, start = data
    save("x", x, "f32")
    save("y", y, "i32" if y.dtype == numpy.int32 else "f32")
    if case.get("sample_weight"):
        save("sample_weight", sample_weights, "f32")
    layers = [layer for layer, pair in enumerate(start) if pair]
    for layer in layers:
        for letter, numbers in zip("wb", start[layer]):
            save(f"init_{letter}{layer}", numbers, "f32")
    save("loss", wide["loss"], "f64")
    if case.get("sched"):
        save("lr", wide["lr"], "f64")
    groups = ["grad1", "final"] + (["grad1clipped"] if case.get("clip_norm") or case.get("clip_value") else [])
    for group in groups:
        of_group = layers[-len(wide[group]) // 2:]  # frozen layers have no gradients
        for number, tensor in enumerate(wide[group]):
            save(f"{group}_{'wb'[number % 2]}{of_group[number // 2]}", tensor.numpy(), "f64")
    save("final_out", wide["final_out"].numpy(), "f64")
    save("final_out", narrow["final_out"].numpy(), "f32")

    losses = list(zip(narrow["loss"], wide["loss"]))
    described = {key: value for key, value in case.items()}
    described.update(steps=case.get("steps", STEPS), clip_norm=case.get("clip_norm"), clip_value=case.get("clip_value"),
                     sched=case.get("sched"), torch=torch.__version__, data_seed=seed,
                     batch_rule="step t (0-based) uses rows (t*batch + j) mod n_data, j=0..batch-1, in that order",
                     weight_layout="w[l] is [out][in] row-major, y = x W^T + b; hidden layers use act, last layer linear",
                     f32_vs_f64=dict(
                         loss_max_rel=max(abs(a - b) / abs(b) for a, b in losses),
                         grad1_rel_to_max=largest_difference(narrow["grad1"], wide["grad1"])
                         / max(float(g.abs().max()) for g in wide["grad1"]),
                         final_w_max_abs=largest_difference(narrow["final"], wide["final"])),
                     tensors=tensors)
    with open(os.path.join(folder, "case.json"), "w") as file:
        json.dump(described, file, indent=1)
        file.write("\n")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py FOLDER")
    torch.set_num_threads(1)
    for number, case in enumerate(CASES):
        write(case, os.path.join(sys.argv[1], case["name"]), 7000 + number)
        print(case["name"])


if __name__ == "__main__":
    main()
