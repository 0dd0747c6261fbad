"""Prints what NumPy and SciPy say about a Gaussian process: the expected numbers of SurrogateTest.

Run it with:  python3 experiments/src/test/peers/surrogate.py
"""
import numpy as np
from scipy.stats import norm

POINTS, FIGURES, LENGTH, NOISE = np.array([0.1, 0.4, 0.9]), np.array([3.0, 1.0, 2.0]), 0.4, 1e-2


def kernel(a, b):
    scaled = np.sqrt(5) * np.abs(a - b) / LENGTH
    return (1 + scaled + scaled**2 / 3) * np.exp(-scaled)


middle, unit = FIGURES.mean(), FIGURES.std(ddof=1)
standard = (FIGURES - middle) / unit
covariance = kernel(POINTS[:, None], POINTS[None, :]) + NOISE * np.eye(3)
inverse = np.linalg.inv(covariance)
likelihood = -0.5 * standard @ inverse @ standard - 0.5 * np.log(np.linalg.det(covariance)) - 1.5 * np.log(2 * np.pi)
print("likelihood", repr(float(likelihood)))
for point in [0.0, 0.25, 0.4, 0.6, 1.0]:
    near = kernel(POINTS, point)
    mean = middle + unit * near @ inverse @ standard
    deviation = unit * np.sqrt(1 - near @ inverse @ near)
    gain = FIGURES.min() - mean
    improvement = gain * norm.cdf(gain / deviation) + deviation * norm.pdf(gain / deviation)
    print(f"            {{{point}, {float(mean)!r}, {float(deviation)!r}, {float(improvement)!r}}},")
