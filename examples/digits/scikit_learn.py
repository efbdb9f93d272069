#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The same network on the same digits, learned by scikit-learn's MLPClassifier: ten seeds (Debian: python3-sklearn)."""
import time

import numpy
import sklearn
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler

digits = load_digits()
rows = numpy.arange(len(digits.data))
folds = {"every seventh held out": rows % 7 == 6, "the last fifth held out": rows >= len(rows) - 359}

print(f"scikit-learn {sklearn.__version__}, MLPClassifier, 64-32-10, ReLU, Adam, batches of 32, until its loss stands still")
for name, held_out in folds.items():
    scaler = MinMaxScaler((-1, 1)).fit(digits.data[~held_out])
    x, y = scaler.transform(digits.data), digits.target
    scores, epochs, start = [], [], time.perf_counter()
    for seed in range(10):
        network = MLPClassifier((32,), batch_size=32, max_iter=1000, random_state=seed).fit(x[~held_out], y[~held_out])
        scores.append(100 * network.score(x[held_out], y[held_out]))
        epochs.append(network.n_iter_)
    seconds = (time.perf_counter() - start) / 10
    print(f"{name}: {numpy.mean(scores):.1f} ± {numpy.std(scores):.1f} % of {held_out.sum()}, "
          f"{numpy.mean(epochs):.0f} epochs, {seconds:.2f} s")
