"""Parameters and multiply-accumulates of published networks, from the tables of their papers alone.

Prints the rows of CountsTest: name, classes, parameters, multiply-accumulates. Running statistics of batch norm are no
parameters; biases, normalisation and activations are no multiply-accumulates. Needs nothing but Python.
"""


class Count:
    """Adds layers up, following the channels and sides of the image."""

    def __init__(self, channels, *sides):
        self.channels, self.sides = channels, list(sides)
        self.parameters = self.macs = 0

    def conv(self, out, kernel, stride=1, groups=1, bias=False, norm=True, padding=None, aside=False):
        kernels = kernel if isinstance(kernel, tuple) else (kernel,) * len(self.sides)
        borders = padding or [k // 2 for k in kernels]
        sides = [(s + 2 * p - k) // stride + 1 for s, k, p in zip(self.sides, kernels, borders)]
        weights = self.channels // groups * out
        positions = 1
        for k, s in zip(kernels, sides):
            weights *= k
            positions *= s
        self.parameters += weights + (out if bias else 0) + (2 * out if norm else 0)
        self.macs += weights * positions
        if not aside:
            self.channels, self.sides = out, sides

    def norm(self):
        self.parameters += 2 * self.channels

    def pool(self):
        self.sides = [s // 2 for s in self.sides]

    def dense(self, classes):
        self.parameters += self.channels * classes + classes
        self.macs += self.channels * classes


def resnet(depth, stem, widths, side=32, channels=3):
    """He et al., arXiv 1512.03385: projections where the shape changes, with batch norm."""
    net = Count(channels, side, side)
    net.conv(stem, 3)
    for stage, width in enumerate(widths):
        for block in range((depth - 2) // (2 * len(widths))):
            stride = 2 if stage and not block else 1
            if stride > 1 or net.channels != width:
                net.conv(width, 1, stride, aside=True)
            net.conv(width, 3, stride)
            net.conv(width, 3)
    return net


def wrn(depth, factor, side=32):
    """Zagoruyko and Komodakis, arXiv 1605.07146: batch norm before convolutions, projections without."""
    net = Count(3, side, side)
    net.conv(16, 3, norm=False)
    for stage, width in enumerate([16 * factor, 32 * factor, 64 * factor]):
        for block in range((depth - 4) // 6):
            stride = 2 if stage and not block else 1
            net.norm()
            if net.channels != width:
                net.conv(width, 1, stride, norm=False, aside=True)
            net.conv(width, 3, stride)
            net.conv(width, 3, norm=False)
    net.norm()
    return net


def vgg(convolutions, side=32):
    """Simonyan and Zisserman, arXiv 1409.1556, as Tian et al., arXiv 1910.10699, have it."""
    net = Count(3, side, side)
    for stage, (number, width) in enumerate(zip(convolutions, [64, 128, 256, 512, 512])):
        if 0 < stage < 4 or stage == 4 and side >= 64:
            net.pool()
        for _ in range(number):
            net.conv(width, 3, bias=True)
    return net


def mobile(factor, side=32):
    """Sandler et al., arXiv 1801.04381, table 2, as Tian et al. have it: stage 2 keeps the size."""
    net = Count(3, side, side)
    net.conv(int(32 * factor), 3, 2)
    rows = [(1, 16, 1, 1), (6, 24, 2, 1), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expansion, width, blocks, stride in rows:
        for block in range(blocks):
            wide = net.channels * expansion
            net.conv(wide, 1)
            net.conv(wide, 3, 1 if block else stride, groups=wide)
            net.conv(int(width * factor), 1)
    net.conv(max(1280, int(1280 * factor)), 1)
    return net


def ds_cnn(channels, blocks):
    """Zhang et al., arXiv 1711.07128: 49 x 10 numbers a second of speech."""
    net = Count(1, 49, 10)
    net.conv(channels, (10, 4), 2, padding=(5, 1))
    for _ in range(blocks):
        net.conv(channels, 3, groups=channels)
        net.conv(channels, 1)
    return net


def signals(widths, kernel, steps, channels):
    """Convolutions along time with a pooling between them."""
    net = Count(channels, steps)
    for i, width in enumerate(widths):
        if i:
            net.pool()
        net.conv(width, kernel)
    return net


NETWORKS = {
    "resnet-20": lambda: resnet(20, 16, [16, 32, 64]),
    "resnet-32": lambda: resnet(32, 16, [16, 32, 64]),
    "resnet-56": lambda: resnet(56, 16, [16, 32, 64]),
    "resnet-110": lambda: resnet(110, 16, [16, 32, 64]),
    "resnet-8x4": lambda: resnet(8, 32, [64, 128, 256]),
    "resnet-32x4": lambda: resnet(32, 32, [64, 128, 256]),
    "wrn-16-2": lambda: wrn(16, 2),
    "wrn-40-2": lambda: wrn(40, 2),
    "vgg-8": lambda: vgg([1, 1, 1, 1, 1]),
    "vgg-13": lambda: vgg([2, 2, 2, 2, 2]),
    "mobile 1": lambda: mobile(1),
    "mobile 0.5": lambda: mobile(0.5),
    "mobile 1.4": lambda: mobile(1.4),
    "vgg-11 of 64x64": lambda: vgg([1, 1, 2, 2, 2], side=64),
    "resnet-20 of 8x8x1": lambda: resnet(20, 16, [16, 32, 64], side=8, channels=1),
    "resnet-14 of two stages": lambda: resnet(14, 8, [8, 24]),
    "ds-cnn": lambda: ds_cnn(64, 4),
    "conv1d of 128x9": lambda: signals([32, 64, 128], 5, 128, 9),
}

if __name__ == "__main__":
    for name, network in NETWORKS.items():
        for classes in (10, 100):
            net = network()
            net.dense(classes)
            print(f"{name} | {classes} | {net.parameters} | {net.macs}")
