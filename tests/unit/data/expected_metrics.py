#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes expected_metrics.hpp: what scikit-learn says of predictions and targets, and SciPy of logits, in double precision.

Usage: tests/unit/data/expected_metrics.py > tests/unit/data/expected_metrics.hpp
"""
import platform

import numpy
import scipy
import scipy.special
import sklearn
from sklearn import metrics

random = numpy.random.RandomState(1)


def floats(values):
    return ", ".join(f"{float(value).hex()}f" for value in numpy.float32(values))


def doubles(values):
    return ", ".join(repr(float(value)) for value in values)


def regression():
    targets = numpy.float32(random.normal(0, 1, 40))
    near = numpy.float32(targets + random.normal(0, 0.1, 40))
    far = numpy.float32(8e6 + numpy.round(10 * targets))
    yield "near", near, targets
    yield "unrelated", numpy.float32(random.normal(3, 2, 40)), targets
    yield "far from zero", numpy.float32(far + numpy.round(random.normal(0, 2, 40))), far
    yield "tiny", numpy.float32(1e-15 * near), numpy.float32(1e-15 * targets)
    yield "constant targets", numpy.float32([1, 2, 3]), numpy.float32([5, 5, 5])
    yield "constant targets without an error", numpy.float32([5, 5, 5]), numpy.float32([5, 5, 5])


def classification():
    targets = random.randint(0, 4, 60)
    mixed = numpy.where(random.uniform(size=60) < 0.6, targets, random.randint(0, 4, 60))
    yield "mixed", mixed, targets
    yield "class 2 never predicted", numpy.where(mixed == 2, 1, mixed), targets
    yield "class 3 absent from both", mixed % 3, targets % 3
    yield "class 1 predicted alone", numpy.where(mixed == 0, 1, mixed), numpy.where(targets == 1, 2, targets)
    yield "all wrong", (targets + 1) % 4, targets


print(f"""// SPDX-License-Identifier: MIT
// Written by expected_metrics.py with scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {numpy.__version__}, Python {platform.python_version()}.
#pragma once

#include <vector>

namespace expected {{

// clang-format off
struct Regression {{
    const char* name;
    std::vector<float> predictions, targets;
    double mean_absolute_error, largest_error, mean_squared_error, r2;
}};
inline const std::vector<Regression> regressions = {{""")
for name, predictions, targets in regression():
    p, t = numpy.float64(predictions), numpy.float64(targets)
    values = [metrics.mean_absolute_error(t, p), metrics.max_error(t, p), metrics.mean_squared_error(t, p), metrics.r2_score(t, p)]
    print(f'    {{"{name}",\n        {{{floats(predictions)}}},\n        {{{floats(targets)}}},\n        {doubles(values)}}},')
print("""};

/// Per class 0 to 3, then the mean over the classes that occur.
struct Classification {
    const char* name;
    std::vector<int> predictions, targets;
    unsigned counts[4][4];
    double accuracy, precision[5], recall[5], f1[5];
};
inline const std::vector<Classification> classifications = {""")
for name, predictions, targets in classification():
    counts = metrics.confusion_matrix(targets, predictions, labels=range(4))
    scores = []
    for score in (metrics.precision_score, metrics.recall_score, metrics.f1_score):
        per_class = score(targets, predictions, labels=range(4), average=None, zero_division=0)
        scores.append(list(per_class) + [score(targets, predictions, average="macro", zero_division=0)])
    print(f'    {{"{name}",\n        {{{", ".join(map(str, predictions))}}},\n        {{{", ".join(map(str, targets))}}},')
    print(f'        {{{", ".join("{" + ", ".join(map(str, row)) + "}" for row in counts)}}},')
    print(f"        {metrics.accuracy_score(targets, predictions)!r}, " + ", ".join(f"{{{doubles(s)}}}" for s in scores) + "},")
print("""};

struct Softmax {
    float logits[5];
    double probabilities[5];
};
inline const std::vector<Softmax> softmaxes = {""")
for scale, offset in ((1, 0), (10, 0), (1, 1e4), (1e-3, -5), (200, 0), (0, 3)):
    logits = numpy.float32(random.normal(0, 1, 5) * scale + offset)
    print(f"    {{{{{floats(logits)}}}, {{{doubles(scipy.special.softmax(numpy.float64(logits)))}}}}},")
print("""};

struct Sigmoid {
    float logit;
    double probability;
};
inline const std::vector<Sigmoid> sigmoids = {""")
for logit in (0.0, 1.0, -1.0, 5.5, -20.0, 80.0, -80.0, 1e-3):
    print(f"    {{{floats([logit])}, {float(scipy.special.expit(numpy.float64(numpy.float32(logit))))!r}}},")
print("""};
// clang-format on

}  // namespace expected""")
