"""Writes what SciPy says about some figures: src/test/resources/kd4j/metric/scipy.json.

Run from the folder `trainer`:  python3 src/test/peers/statistics.py > src/test/resources/kd4j/metric/scipy.json
Needs SciPy 1.17.1: the t quantiles of Debian's 1.10.1 are off by up to a billionth, as its own distribution function shows.
The signed-rank cases have no ties and no zeros, for which SciPy's exact test is exact.
"""
import itertools
import json
import sys

import numpy
import scipy
from scipy import stats

PAIRS = {
    "three-seeds": ([0.951, 0.948, 0.957], [0.942, 0.945, 0.946]),
    "three-seeds-close": ([0.951, 0.948, 0.957], [0.952, 0.945, 0.956]),
    "two-seeds": ([74, 71], [146, 139]),
    "five-errors": ([74, 70, 81, 77, 69], [139, 150, 146, 141, 133]),
    "ten": (
        [61.2, 63.9, 62.5, 60.1, 64.4, 61.9, 62.2, 63.3, 60.7, 62.8],
        [61.0, 62.6, 62.9, 58.2, 63.0, 61.2, 62.25, 61.5, 61.2, 61.7],
    ),
    "eight-worse": (
        [0.61, 0.64, 0.58, 0.6, 0.57, 0.63, 0.59, 0.62],
        [0.7, 0.75, 0.71, 0.74, 0.64, 0.77, 0.702, 0.78],
    ),
}
# Of every number of seeds that people train, and of each spread.
DRAWN = numpy.random.default_rng(1945)
for n in range(2, 21):
    first = DRAWN.normal(0.9, 0.01, n).round(6).tolist()
    PAIRS[f"drawn-{n}"] = (first, (numpy.array(first) - DRAWN.normal(0.004, 0.012, n)).round(6).tolist())

# Rows that only the first model gets right, and only the second: few, equal, none, at the bound of 25, and many.
DISCORDANT = [
    (0, 0), (1, 0), (0, 1), (3, 3), (0, 5), (5, 0), (1, 8), (9, 2), (6, 12), (12, 12), (24, 0), (7, 17),
    (25, 0), (12, 13), (13, 13), (10, 15), (5, 21), (30, 11), (40, 40), (55, 80), (120, 75), (300, 301), (512, 401), (1000, 700),
]


def summary(figures):
    low, high = stats.t.interval(0.95, len(figures) - 1, numpy.mean(figures), stats.sem(figures))
    return {"figures": figures, "mean": numpy.mean(figures), "sd": numpy.std(figures, ddof=1), "low": low, "high": high}


def compare(first, second):
    differences = [a - b for a, b in zip(first, second)]
    return {
        "first": first,
        "second": second,
        "difference": summary(differences),
        "t": stats.ttest_rel(first, second).pvalue,
        "wilcoxon": stats.wilcoxon(first, second, method="exact").pvalue,
    }


def bootstrap(figures):
    means = [sum(draw) / len(figures) for draw in itertools.product(figures, repeat=len(figures))]
    low, high = numpy.quantile(means, [0.025, 0.975], method="inverted_cdf")
    return {"figures": figures, "low": low, "high": high}


def power(n, difference, sd):
    beyond = stats.t.ppf(0.975, n - 1)
    nct = stats.nct(n - 1, numpy.sqrt(n) * difference / sd)
    return nct.sf(beyond) + nct.cdf(-beyond)


def mcnemar(first, second):
    """Exact below 25 telling rows, else chi-square with Edwards' correction; SciPy's distributions, our own counts."""
    telling = first + second
    if telling == 0:
        p = 1.0
    elif telling < 25:
        p = stats.binomtest(min(first, second), telling).pvalue
    else:
        p = stats.chi2.sf(max(0, abs(first - second) - 1) ** 2 / telling, 1)
    return {"first": first, "second": second, "exact": telling < 25, "p": p}


def powers(difference, sd):
    enough = next(n for n in range(2, 10001) if power(n, difference, sd) >= 0.8)
    return {"difference": difference, "sd": sd, "of-5": power(5, difference, sd), "seeds": enough}


json.dump(
    {
        "scipy": scipy.__version__,
        "summaries": [summary(figures) for pair in PAIRS.values() for figures in pair],
        "comparisons": {name: compare(*pair) for name, pair in PAIRS.items()},
        "bootstraps": [bootstrap(figures) for pair in PAIRS.values() for figures in pair if len(figures) < 7],
        "mcnemar": [mcnemar(*counts) for counts in DISCORDANT],
        "powers": [
            powers(*effect)
            for effect in [(0.3, 0.3), (0.3, 0.25), (-0.1, 0.3), (2.0, 0.5), (0.05, 0.4), (0.01, 0.008), (0.01, 0.02), (1.0, 1.0)]
        ],
    },
    sys.stdout,
    indent=1,
)
print()
