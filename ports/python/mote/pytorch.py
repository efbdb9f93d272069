# SPDX-License-Identifier: MIT
"""From and to PyTorch: a Sequential of Linear layers and activations, its state_dict, and the states of Adam and SGD.

Weights pass bit for bit. Moments pass within a rounding, since mote's Adam keeps them divided by 1 - beta; after either way, losses
go on within float error. torch is imported only by what makes or reads its objects: state_dict() and load_state_dict() speak numpy,
and safetensors.py reads and writes them.
"""
import numpy

from . import losses, optimizers
from .network import Network

_linear = "Linear"
#: torch.nn's class, and the attributes that stand in the brackets of mote's name
_activations = {
    **{name: () for name in ("Identity", "ReLU", "ReLU6", "SELU", "SiLU", "Mish", "LogSigmoid", "Tanh", "Sigmoid", "Softsign",
                             "Hardsigmoid", "Hardswish")},
    "LeakyReLU": ("negative_slope",), "ELU": ("alpha",), "CELU": ("alpha",), "Softplus": ("beta", "threshold"), "GELU": (),
    "Hardtanh": (),
}


def _activation(module):
    """mote's name of a module, or None and what is wrong with it."""
    kind = type(module).__name__
    if kind == "GELU" and module.approximate == "tanh":
        return "GELUTanh"
    if kind == "Hardtanh" and (module.min_val, module.max_val) != (-1, 1):
        return None
    numbers = [getattr(module, name) for name in _activations.get(kind, ())]
    if kind not in _activations or any(not number > 0 for number in numbers):
        return None
    return f"{kind}({', '.join(map(repr, map(float, numbers)))})" if numbers else kind


def describe(sequential):
    """(layers, activations) of a Sequential: widths, and an activation or None for each Linear.

    ValueError with every part that mote has not, by its place and name.
    """
    layers, activations, problems = [], [], []
    if type(sequential).__name__ != "Sequential":
        raise ValueError(f"{type(sequential).__name__} is no torch.nn.Sequential")
    for place, module in sequential.named_children():
        if type(module).__name__ == _linear:
            if module.bias is None:
                problems.append(f"{place}: {module}: mote's Dense always has a bias")
            if layers and layers[-1] != module.in_features:
                problems.append(f"{place}: {module}: {layers[-1]} numbers leave the layer before it")
            layers += [module.out_features] if layers else [module.in_features, module.out_features]
            activations.append(None)
        elif _activation(module) is None:
            problems.append(f"{place}: {module}: not in mote.Network")
        elif not activations:
            problems.append(f"{place}: {module}: an activation before the first Linear")
        elif activations[-1] is not None and _activation(module) != "Identity":
            problems.append(f"{place}: {module}: a second activation of one layer")
        elif _activation(module) != "Identity":
            activations[-1] = _activation(module)
    if not activations:
        problems.append("there is no Linear")
    if problems:
        raise ValueError("mote cannot be this network:\n  " + "\n  ".join(problems))
    return layers, activations


def optimizer_part(optimizer):
    """mote's optimizer of a torch.optim.Adam, AdamW or SGD with one group; ValueError names what mote has not."""
    kind = type(optimizer).__name__
    if kind not in ("Adam", "AdamW", "SGD"):
        raise ValueError(f"the state of torch.optim.{kind} is not known here. Known are: Adam, AdamW, SGD")
    if len(optimizer.param_groups) != 1:
        raise ValueError(f"the optimizer has {len(optimizer.param_groups)} groups of parameters, and mote has one")
    group = optimizer.param_groups[0]
    problems = [name for name in ("maximize", "amsgrad") if group.get(name)]
    if problems:
        raise ValueError(f"torch.optim.{kind}: {', '.join(problems)} cannot be carried over")
    if kind == "SGD":
        momentum, rate = group["momentum"], group["lr"]
        part = (optimizers.Sgd(rate) if momentum == 0
                else optimizers.SgdNesterov(rate, momentum) if group["nesterov"]
                else optimizers.SgdDampened(rate, momentum, group["dampening"]) if group["dampening"]
                else optimizers.SgdMomentum(rate, momentum))
    elif kind == "AdamW":
        return optimizers.AdamW(group["lr"], *group["betas"], group["eps"], group["weight_decay"])
    else:
        part = optimizers.Adam(group["lr"], *group["betas"], group["eps"])
    return optimizers.L2Penalty(part, group["weight_decay"]) if group["weight_decay"] else part


def loss_part(loss):
    """mote's loss of a loss module of torch; ValueError names what mote has not."""
    kind = type(loss).__name__
    if getattr(loss, "reduction", "mean") != "mean":
        raise ValueError(f"torch.nn.{kind}: the reduction is {loss.reduction!r}, and mote's is 'mean'")
    for name in ("weight", "pos_weight"):
        if getattr(loss, name, None) is not None:
            raise ValueError(f"torch.nn.{kind}: {name} cannot be carried over; give losses.Weighted… instead")
    if kind == "CrossEntropyLoss" and loss.label_smoothing:
        return losses.SmoothedCrossEntropy(loss.label_smoothing)
    if kind == "HuberLoss":
        return losses.Huber(loss.delta)
    if kind == "SmoothL1Loss":
        return losses.SmoothL1(loss.beta) if loss.beta else losses.L1()
    if kind in ("MSELoss", "L1Loss", "CrossEntropyLoss", "BCEWithLogitsLoss"):
        return losses.known[kind]()
    raise ValueError(f"there is no torch.nn.{kind} in mote. Known are: MSELoss, L1Loss, HuberLoss, SmoothL1Loss, CrossEntropyLoss, BCEWithLogitsLoss")


def from_torch(sequential, loss="MeanSquaredError", optimizer=None, **options):
    """A Network with the layers, weights and, if torch's `optimizer` is given, the state of a torch.nn.Sequential.

    `loss` is a module of torch or what mote.Network takes, and so are `options` (batch, seed, …; optimizer too). ValueError names
    every part that mote has not.
    """
    layers, activations = describe(sequential)
    is_torch = hasattr(optimizer, "param_groups")
    part = optimizer_part(optimizer) if is_torch else optimizer or "Adam"
    network = Network(layers, activations[:-1], output_activation=activations[-1], optimizer=part,
                      loss=loss_part(loss) if hasattr(loss, "forward") else loss, **options)
    load_state_dict(network, {name: tensor.detach().cpu().numpy() for name, tensor in sequential.state_dict().items()})
    if is_torch:
        load_optimizer(network, optimizer, sequential)
    return network


def to_torch(network):
    """A torch.nn.Sequential with the layers and weights of a Network. ValueError if it scales inputs or outputs."""
    import torch

    if network.scale_inputs or network.scale_outputs:
        raise ValueError("torch.nn.Sequential has no InputScaling and no OutputScaling; scale the data instead")
    modules = []
    for inputs, outputs, activation in zip(network.layers, network.layers[1:], network.activations):
        modules.append(torch.nn.Linear(inputs, outputs))
        if activation is not None:
            modules.append(_module(activation))
    sequential = torch.nn.Sequential(*modules)
    sequential.load_state_dict({name: torch.from_numpy(array) for name, array in state_dict(network).items()})
    return sequential


def _module(activation):
    import torch

    from .parts import find, plain

    name, _, inside = activation.partition("(")
    if plain(name) == "gelutanh":
        return torch.nn.GELU(approximate="tanh")
    kind = find("activation of torch", name.strip(), {each: each for each in _activations})
    return getattr(torch.nn, kind)(*(float(number.split("=")[-1]) for number in inside.rstrip(") ").split(",") if number.strip()))


def _places(network):
    """The number of each Linear in the Sequential that to_torch() makes."""
    place = 0
    for activation in network.activations:
        yield place
        place += 1 + (activation is not None)


def state_dict(network):
    """{"0.weight": [outputs, inputs], "0.bias": [outputs], …}: copies, float32, by the names of to_torch()'s Sequential."""
    found = {}
    for place, (weight, bias) in zip(_places(network), network.dense()):
        found[f"{place}.weight"], found[f"{place}.bias"] = weight.copy(), bias.copy()
    return found


def load_state_dict(network, tensors):
    """Takes weights and biases, in the order in which they stand; their names do not matter. The state stays as it is.

    ValueError, with nothing changed, unless there is a weight and a bias of the right shape for each layer, all finite.
    """
    wanted = [array for pair in network.dense() for array in pair]
    if len(tensors) != len(wanted):
        raise ValueError(f"{len(tensors)} tensors are given ({', '.join(tensors)}), and the network has {len(wanted)}")
    arrays = []
    for (name, tensor), target in zip(sorted(tensors.items(), key=lambda item: _key(item[0])), wanted):
        array = numpy.asarray(tensor)
        if array.shape != target.shape:
            raise ValueError(f"{name} has the shape {array.shape}, and should have {target.shape}")
        if not numpy.isfinite(array).all():
            raise ValueError(f"{name} holds numbers that are not finite")
        if numpy.abs(array).max() > 1000:
            raise ValueError(f"{name} holds {numpy.abs(array).max():g}, and mote's weights are at most 1000")
        arrays.append(array)
    for target, array in zip(wanted, arrays):
        target[:] = array


def _key(name):
    """Sorts "2.bias" after "2.weight" and before "10.weight"."""
    place, _, last = name.rpartition(".")
    return [(int(each) if each.isdigit() else -1, each) for each in place.split(".")], last != "weight"


def _inner(part):
    return _inner(part.settings["optimizer"]) if "optimizer" in part.settings else part


def _correction(beta, steps):
    """mote's 1 - beta^steps, by the same floats: c becomes beta·c + (1 - beta)."""
    beta, one = numpy.float32(beta), numpy.float32(1)
    correction = numpy.float32(0)
    for _ in range(steps):
        following = beta * correction + (one - beta)
        if following == correction:
            break
        correction = following
    return correction


def load_optimizer(network, optimizer, sequential):
    """Takes the state of torch's Adam, AdamW or SGD on the parameters of `sequential`; the network has to have that optimizer."""
    part, own = _inner(optimizer_part(optimizer)), _inner(network.optimizer)
    if part.name != own.name:
        raise ValueError(f"the network learns by {own.name}, and the state is of {part.name}")
    parameters = list(sequential.parameters())
    states = [optimizer.state.get(parameter, {}) for parameter in parameters]
    steps = int(max((float(state.get("step", 0)) for state in states), default=0))
    new = network.state()
    memory = new["memory"]
    names = {2: ("exp_avg", "exp_avg_sq"), 1: ("momentum_buffer",), 0: ()}[len(memory)]
    for row, name in zip(memory, names):
        found = []
        for parameter, state in zip(parameters, states):
            array = parameter.detach().cpu().numpy() * 0 if state.get(name) is None else state[name].detach().cpu().numpy()
            found.append(array.T.ravel())
        row[:] = numpy.concatenate(found)
    if len(memory) == 2:
        betas = [numpy.float32(own.settings[name]) for name in ("beta1", "beta2")]
        for row, beta in zip(memory, betas):
            row /= numpy.float32(1) - beta
        new["corrections"] = numpy.array([_correction(beta, steps) for beta in betas], numpy.float32).view(numpy.uint32)
    elif own.name == "SgdDampened":
        has_begun = any(state.get("momentum_buffer") is not None for state in states)
        new["corrections"] = numpy.array([has_begun], numpy.float32).view(numpy.uint32)
    if len(memory) < 2:
        steps = new["step"]  # torch's SGD does not count
    network.restore_state({**new, "step": steps, "epoch": 0, "stale_epochs": 0, "best_loss": 0.0})


def to_torch_optimizer(network, sequential):
    """torch's Adam, AdamW or SGD on the parameters of `sequential`, with the state of the network. ValueError for other optimizers."""
    import torch

    decay = network.optimizer.settings.get("l2", 0.0) if network.optimizer.name == "L2Penalty" else 0.0
    own = _inner(network.optimizer)
    if network.optimizer.name not in ("L2Penalty", own.name):
        raise ValueError(f"torch has no optimizer for {network.optimizer}")
    settings, parameters = own.settings, list(sequential.parameters())
    rate = settings["learning_rate"]
    if own.name in ("Adam", "AdamW"):
        optimizer = getattr(torch.optim, own.name)(
            parameters, rate, betas=(settings["beta1"], settings["beta2"]), eps=settings["epsilon"],
            weight_decay=settings.get("weight_decay", decay))
    elif own.name in ("Sgd", "SgdMomentum", "SgdNesterov", "SgdDampened"):
        optimizer = torch.optim.SGD(parameters, rate, settings.get("momentum", 0.0), settings.get("dampening", 0.0), decay,
                                    nesterov=own.name == "SgdNesterov")
    else:
        raise ValueError(f"the state of {own.name} cannot be carried over. Known are: Adam, AdamW, Sgd, SgdMomentum, SgdNesterov, SgdDampened")
    state = network.state()
    if not state["step"] and not state["memory"].any():
        return optimizer
    at = 0
    for parameter in parameters:
        count, shape = parameter.numel(), tuple(parameter.shape)
        pieces = [row[at : at + count].reshape(shape[::-1]).T for row in state["memory"]]
        at += count
        if len(pieces) == 2:
            shares = [numpy.float32(1) - numpy.float32(settings[name]) for name in ("beta1", "beta2")]
            first, second = (torch.from_numpy(numpy.ascontiguousarray(piece * share)) for piece, share in zip(pieces, shares))
            optimizer.state[parameter] = {"step": torch.tensor(float(state["step"])), "exp_avg": first, "exp_avg_sq": second}
        elif len(pieces) == 1:
            optimizer.state[parameter] = {"momentum_buffer": torch.from_numpy(numpy.ascontiguousarray(pieces[0]))}
    return optimizer
