# SPDX-License-Identifier: MIT
"""An image as a C++ header of constants: what mote's image_to_header writes, and two lines that it cannot know."""
import re

import numpy

_taken = set(
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t class compl const const_cast "
    "constexpr continue decltype default delete do double dynamic_cast else enum explicit export extern false float for friend goto "
    "if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register "
    "reinterpret_cast return short signed sizeof static static_assert static_cast struct switch template this thread_local throw "
    "true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq char8_t co_await co_return "
    "co_yield concept consteval constinit contract_assert requires AVR NULL i386 linux pixel typeof unix vector".split())

_pattern = """\
// Weights of @file@, written by mote's image_to_header. Do not edit: run it again.
//
@type@//     constexpr Net net = mote_weights::@name@<Net>();  // lies in flash; another type does not compile
//
@recipe@// clang-format off
#pragma once

#include <mote/image.hpp>

namespace mote_weights {

/// @count@ parameters, @profile@; the fingerprint is that of the network's type.
template <class Net>
constexpr Net @name@() {
    static_assert(Net::fingerprint == @identity@ && Net::parameter_count == @count@,
                  "mote: the weights '@name@' belong to another network: other sizes, activations or ceilings");
    static_assert(mote::arithmetic == mote::Arithmetic::@profile@,
                  "mote: the weights '@name@' are for the profile @profile@, and this program is built for the other");
    constexpr Net net = {{
@parameters@    }};
    constexpr auto are_safe = [](const Net& given) {
        constexpr float limit = mote::parameter_limit<Net>(Net::offset(0));
        for (size_t i = Net::offset(0); i < Net::offset(Net::depth); ++i)
            if (given.parameters[i] > limit || given.parameters[i] < -limit) return false;
        return true;
    };
    static_assert(are_safe(net), "mote: one of the weights '@name@' is above the network's ceiling");
    return net;
}

}  // namespace mote_weights
"""


def check_name(name):
    """ValueError unless `name` can be a function's in the header."""
    problem = ""
    if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name):
        problem = "is not an identifier"
    elif name in _taken:
        problem = "means something else in C++"
    elif "__" in name or name[0] == "_":
        problem = "is reserved: no _ at the beginning, no two in a row"
    elif name == "Net":
        problem = "is the network's type in the header"
    if problem:
        raise ValueError(f"the name {name!r} {problem}")


def number(value):
    """A float as C's %a writes it."""
    sign, one, digits, power = re.fullmatch(r"(-?)0x(\d)\.?(\w*?)0*p(.*)", float(value).hex()).groups()
    return f"{sign}0x{one}{'.' if digits else ''}{digits}p{power}f"


def text(image, file, name, type_="", learned=""):
    """The header of a whole image of format 2, bytes; `file` is the name in its first line.

    type_, learned   the network's type in C++, and by what it learned, for the comment at the top; to the letter as image_to_header
                     without them
    """
    check_name(name)
    parameters = [number(value) for value in numpy.frombuffer(image[16:-4], "<f4")]
    lines = [" ".join(f"{each}," for each in parameters[at : at + 6]) for at in range(0, len(parameters), 6)]
    words = {
        "file": file, "name": name, "count": str(len(parameters)),
        "identity": f"0x{int.from_bytes(image[8:16], 'little'):016x}u",
        "profile": "fused" if image[6] else "unfused",
        "type": f"//     using Net = {type_};\n" if type_ else "",
        "recipe": f"// Learned by {learned}.\n//\n" if learned else "",
        "parameters": "".join(f"        {line}\n" for line in lines),
    }
    return re.sub("@(\\w+)@", lambda match: words[match[1]], _pattern)
