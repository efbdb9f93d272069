#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes digits.hpp: the 1797 digits that scikit-learn brings along (Debian: python3-sklearn), as text.

Usage: examples/digits/make_data.py > examples/digits/digits.hpp
"""
import sklearn
from sklearn.datasets import load_digits

digits = load_digits()
assert digits.data.shape == (1797, 64) and digits.data.min() == 0 and digits.data.max() == 16
print(f"""// SPDX-License-Identifier: CC-BY-4.0
// Written by make_data.py with scikit-learn {sklearn.__version__}.
// Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, UCI Machine Learning Repository,
// https://doi.org/10.24432/C50P49, licensed under CC BY 4.0: the test set, 1797 digits by 13 people, 8 x 8 pixels of 17 shades.
#pragma once

namespace digits {{

/// Each digit: 64 pixels, row by row, from 0 (paper) to g (16, ink); then what it is.
// clang-format off
constexpr char text[][66] = {{""")
for pixels, number in zip(digits.data, digits.target):
    print('    "' + "".join("0123456789abcdefg"[int(pixel)] for pixel in pixels) + f'{number}",')
print("""};
// clang-format on

}  // namespace digits""")
