"""Expected numbers of the tests of quantisation, by torch and NumPy, without KD4J.

Run with Python 3, torch 1.13 and NumPy 1.24: prints what FakeQuantiseTest and CalibrationTest expect.
"""
import numpy as np
import torch


def fake_quantise():
    """LSQ by autograd: the rounding passes gradients straight through, everything else is differentiated."""
    x = torch.tensor([-0.9, -0.31, 0.0, 0.12, 0.26, 0.77, 1.9, 3.0], dtype=torch.float64, requires_grad=True)
    t = torch.tensor(0.2, dtype=torch.float64, requires_grad=True)
    s0, zero = 0.01, 40
    s = s0 * torch.exp(t)
    v = x / s
    clamped = torch.clamp(v, -zero, 255 - zero)
    rounded = clamped + (torch.round(clamped) - clamped).detach()
    y = rounded * s
    weight = torch.tensor([1.0, -2.0, 0.5, 0.25, 3.0, -1.0, 2.0, 1.5], dtype=torch.float64)
    (y * weight).sum().backward()
    print("y", y.tolist())
    print("dx", x.grad.tolist())
    # Two rows of four numbers: the factor of LSQ is 1 / sqrt(4 * 215).
    print("dt", t.grad.item() / np.sqrt(4 * (255 - zero)))


def calibration():
    share = (np.arange(50000) + 0.5) / 50000
    x = np.concatenate([0.5 + 0.3 * np.log(share / (1 - share)), [40.0, -2.0]]).astype(np.float32)
    counts, edges = np.histogram(x.astype(np.float64), bins=2048)
    middles = (edges[:-1] + edges[1:]) / 2

    def grid(low, high):
        low, high = min(low, 0), max(high, 0)
        scale = np.float32((high - low) / 255)
        return scale, int(np.rint(min(255, -low / scale)))

    def rounded(scale, zero, v):
        q = np.clip(np.rint(v.astype(np.float32) / scale) + zero, 0, 255)
        return (q - zero) * scale, q.astype(int)

    def best(cost):
        grids = [grid(x.min() * k / 100, x.max() * k / 100) for k in range(100, 0, -1)]
        return grids[int(np.argmin([cost(*g) for g in grids]))]

    def mse(scale, zero):
        return float((counts * (middles - rounded(scale, zero, middles)[0].astype(np.float64)) ** 2).sum())

    def kl(scale, zero):
        half = (edges[1] - edges[0]) / 2
        low, high = -zero * scale, (255 - zero) * scale
        inside = (middles + half >= low) & (middles - half <= high)
        first, last = np.where(inside)[0][[0, -1]]
        p = counts[first:last + 1].astype(np.float64)
        _, q_of = rounded(scale, zero, middles[first:last + 1])
        q = np.zeros_like(p)
        for number in np.unique(q_of):
            of = (q_of == number) & (p > 0)
            if of.any():
                q[of] = p[of].sum() / of.sum()
        p[0] += counts[:first].sum()
        p[-1] += counts[last + 1:].sum()
        p, q = p / p.sum(), q / q.sum()
        on = p > 0
        return float((p[on] * np.log(p[on] / np.maximum(q[on], 1e-9))).sum())

    print("x sum", x.astype(np.float64).sum(), "min", x.min(), "max", x.max())
    print("min-max", grid(x.min(), x.max()))
    print("mse", best(mse), "entropy", best(kl))
    print("percentile 99", grid(np.percentile(x, 0.5), np.percentile(x, 99.5)))


if __name__ == "__main__":
    fake_quantise()
    calibration()
