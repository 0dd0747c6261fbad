package kd4j.model.layer;

import kd4j.model.Computation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of {@link MultiHeadAttention}. Queries, keys and values lie one behind the other, {@code [rows * heads, time, size]} each. */
final class Attention implements Computation {
    private static final int QUERIES = 0;
    private static final int KEYS = 1;
    private static final int VALUES = 2;

    private final int time;
    private final int channels;
    private final int heads;
    private final Slices parts = new Slices();
    private final Slices gradients = new Slices();

    Attention(int time, int channels, int heads) {
        this.time = time;
        this.channels = channels;
        this.heads = heads;
    }

    @Override
    public void forward(Pass pass) {
        long rows = pass.input().size(0);
        INDArray projected = pass.room("projected", rows * time, 3L * channels);
        pass.kernels()
                .affine(flat(pass.input()), pass.parameter("in-weight"), pass.parameter("in-bias"), false, projected);
        parts.of(pass.room("parts", 3, rows * heads, time, size()));
        for (int part = QUERIES; part <= VALUES; part++) {
            spread(parts.part(part), rows).assign(byPart(projected, rows).slice(part));
        }
        parts.part(QUERIES).muli(scale());
        INDArray gathered = pass.room("gathered", rows * heads, time, size());
        pass.kernels().multiply(shares(pass, rows), false, parts.part(VALUES), false, gathered);
        INDArray joined = joined(pass, rows);
        byHead(joined, rows).assign(spread(gathered, rows));
        pass.kernels()
                .affine(joined, pass.parameter("out-weight"), pass.parameter("out-bias"), false, flat(pass.output()));
    }

    /** How much each time gathers from each other one. */
    private INDArray shares(Pass pass, long rows) {
        INDArray fits = pass.room("fits", rows * heads, time, time);
        INDArray shares = pass.room("shares", rows * heads, time, time);
        pass.kernels().multiply(parts.part(QUERIES), false, parts.part(KEYS), true, fits);
        pass.kernels().softmax(fits, shares);
        return shares;
    }

    @Override
    public void backward(Pass pass) {
        long rows = pass.input().size(0);
        gradients.of(pass.room("part-gradients", 3, rows * heads, time, size()));
        throughParts(pass, throughOutput(pass, rows));
        INDArray projected = pass.room("projected", rows * time, 3L * channels);
        for (int part = QUERIES; part <= VALUES; part++) {
            byPart(projected, rows).slice(part).assign(spread(gradients.part(part), rows));
        }
        pass.kernels()
                .affineGradient(
                        flat(pass.input()),
                        pass.parameter("in-weight"),
                        projected,
                        pass.inputGradient() == null ? null : flat(pass.inputGradient()),
                        pass.gradient("in-weight"),
                        pass.gradient("in-bias"));
    }

    /** The gradient of what the heads gathered. */
    private INDArray throughOutput(Pass pass, long rows) {
        INDArray joined = pass.room("joined-gradient", rows * time, channels);
        pass.kernels()
                .affineGradient(
                        joined(pass, rows),
                        pass.parameter("out-weight"),
                        flat(pass.outputGradient()),
                        joined,
                        pass.gradient("out-weight"),
                        pass.gradient("out-bias"));
        INDArray gathered = pass.room("gathered", rows * heads, time, size());
        spread(gathered, rows).assign(byHead(joined, rows));
        return gathered;
    }

    private void throughParts(Pass pass, INDArray gathered) {
        long count = gathered.size(0);
        INDArray shares = pass.room("shares", count, time, time);
        INDArray fits = pass.room("fits", count, time, time);
        pass.kernels().multiply(shares, true, gathered, false, gradients.part(VALUES));
        pass.kernels().multiply(gathered, false, parts.part(VALUES), true, fits);
        pass.kernels().softmaxGradient(shares, fits, fits);
        pass.kernels().multiply(fits, false, parts.part(KEYS), false, gradients.part(QUERIES));
        pass.kernels().multiply(fits, true, parts.part(QUERIES), false, gradients.part(KEYS));
        gradients.part(QUERIES).muli(scale());
    }

    private int size() {
        return channels / heads;
    }

    private double scale() {
        return 1 / Math.sqrt(size());
    }

    private INDArray joined(Pass pass, long rows) {
        return pass.room("joined", rows * time, channels);
    }

    /** {@code [rows * time, 3 * channels]} seen as {@code [3, rows, heads, time, size]}; copied part by part, as five axes are slow. */
    private INDArray byPart(INDArray projected, long rows) {
        return projected.reshape('c', rows, time, 3, heads, size()).permute(2, 0, 3, 1, 4);
    }

    /** {@code [rows * time, channels]} seen as {@code [rows, heads, time, size]}. */
    private INDArray byHead(INDArray joined, long rows) {
        return joined.reshape('c', rows, time, heads, size()).permute(0, 2, 1, 3);
    }

    private INDArray spread(INDArray part, long rows) {
        return part.reshape('c', rows, heads, time, size());
    }

    private INDArray flat(INDArray sequences) {
        return sequences.reshape('c', sequences.size(0) * time, channels);
    }
}
