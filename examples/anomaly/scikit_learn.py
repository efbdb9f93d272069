#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The same windows, judged by scikit-learn: IsolationForest, five seeds, and the Mahalanobis distance (Debian: python3-sklearn).

Usage: build/demo/examples/anomaly/anomaly_windows | examples/anomaly/scikit_learn.py
"""
import pickle
import sys
import time

import numpy
import sklearn
from sklearn.covariance import EmpiricalCovariance
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

faults = ["none", "imbalance", "misalignment", "looseness", "bearing", "loose sensor"]
windows = {}
for number, line in enumerate(sys.stdin, 1):
    cells = line.rstrip("\n").split(",")
    if len(cells) != 18:
        sys.exit(f"standard input, line {number}: a window has 18 cells, and here are {len(cells)}: '{line.strip()[:60]}'")
    windows.setdefault((cells[0], int(cells[1])), []).append([float(cell) for cell in cells[2:]])
if ("learn", 0) not in windows:
    sys.exit("standard input has no windows to learn from: pipe anomaly_windows into this script")



def judge(score):
    """Area under the ROC curve and percent above the threshold, for each fault."""
    threshold = numpy.quantile(score(windows["threshold", 0]), 0.99)
    healthy = score(windows["healthy", 0])
    found = []
    for fault in range(len(faults)):
        faulty = score(windows["judge", fault])
        truth = numpy.r_[numpy.zeros(len(healthy)), numpy.ones(len(faulty))]
        found.append((roc_auc_score(truth, numpy.r_[healthy, faulty]), 100 * (faulty > threshold).mean()))
    return numpy.array(found)


forests, start = [], time.perf_counter()
for seed in range(5):
    forests.append(IsolationForest(random_state=seed).fit(windows["learn", 0]))
seconds = (time.perf_counter() - start) / len(forests)
of_forests = numpy.array([judge(lambda rows: -forest.score_samples(rows)) for forest in forests])
of_distance = judge(EmpiricalCovariance().fit(windows["learn", 0]).mahalanobis)

print(f"scikit-learn {sklearn.__version__}; IsolationForest, its defaults: fitted in {seconds:.2f} s, "
      f"{len(pickle.dumps(forests[0])) // 1024} KB as a pickle")
print("fault: IsolationForest's area, % above its threshold; the Mahalanobis distance's")
for fault, name in enumerate(faults):
    (area, share), (area_deviation, share_deviation) = of_forests.mean(0)[fault], of_forests.std(0)[fault]
    print(f"{name}: {area:.3f} ± {area_deviation:.3f}, {share:.1f} ± {share_deviation:.1f}; "
          f"{of_distance[fault, 0]:.3f}, {of_distance[fault, 1]:.1f}")
