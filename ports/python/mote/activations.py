# SPDX-License-Identifier: MIT
"""Activations by PyTorch's names, and the C++ types that they are."""
import re

from .parts import find, ratio

_plain = {
    "Identity": "Identity", "ReLU": "Relu", "ReLU6": "Relu6", "SELU": "Selu", "SiLU": "Silu", "GELU": "Gelu", "Mish": "Mish",
    "LogSigmoid": "LogSigmoid", "Tanh": "Tanh", "Sigmoid": "Sigmoid", "Softsign": "Softsign", "Hardtanh": "HardTanh",
    "Hardsigmoid": "HardSigmoid", "Hardswish": "HardSwish", "GELUTanh": "GeluTanh",
}
#: name: C++ type, and the numbers in its brackets
_with_numbers = {
    "LeakyReLU": ("LeakyRelu", [0.01]), "ELU": ("Elu", [1.0]), "CELU": ("Celu", [1.0]), "Softplus": ("Softplus", [1.0, 20.0]),
    "Sin": ("Sin", [1]),
}
known = {**{name: (type_, []) for name, type_ in _plain.items()}, **_with_numbers}


def in_cpp(text):
    """The C++ type of an activation: "tanh" is mote::Tanh, "LeakyReLU(0.2)" is mote::LeakyRelu<mote::Ratio<1, 5>>.

    None is the identity. A ValueError says what is unknown, and what is known.
    """
    if text is None:
        return "mote::Identity"
    if not isinstance(text, str):
        raise TypeError(f"the activation is {text!r}, and should be a name. Known are: {', '.join(known)}")
    match = re.fullmatch(r"\s*([^()]*?)\s*(?:\(([^()]*)\))?\s*", text)
    name, inside = match.groups() if match else (text, None)
    type_, defaults = find("activation", name, known)
    given = [part.split("=")[-1].strip() for part in inside.split(",")] if inside and inside.strip() else []
    if len(given) > len(defaults):
        raise ValueError(f"the activation {text!r} has {len(given)} numbers, and {name} takes {len(defaults)}")
    try:
        numbers = [float(number) for number in given] + defaults[len(given) :]
    except ValueError:
        raise ValueError(f"the activation {text!r}: there should be numbers in the brackets") from None
    if any(not number > 0 for number in numbers):
        raise ValueError(f"the activation {text!r}: its numbers have to be above 0")
    if type_ == "Sin":
        return f"mote::Sin<{int(numbers[0])}>"
    return f"mote::{type_}" + (f"<{', '.join(ratio(number) for number in numbers)}>" if numbers else "")
