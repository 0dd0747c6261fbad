package kd4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import kd4j.component.Require;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The batches of one pass over some rows, by step number. What a step holds is a function of the rows, the transforms, the
 * batch size, the seed and the epoch; steps may be asked for in any order and again, so a resumed run continues where
 * it was.
 *
 * <p>Each batch is a new array that belongs to the caller (no workspace holds it; close it when the step is done, or leave
 * that to a {@link Prefetcher}). The room in which rows are gathered is kept between calls, so an instance serves one thread
 * at a time.
 */
public final class Batches {
    private final Samples samples;
    private final TransformChain fixed;
    private final Views views;
    private final int size;
    private final IntToLongFunction view;
    private final DataType type;
    private final Origin origin;
    private final float[] read;
    private float[] gathered = {};

    private Batches(
            Samples samples, TransformChain fixed, Views views, int size, IntToLongFunction view, DataType type) {
        Require.positive("batch", size);
        this.samples = samples;
        this.fixed = fixed;
        this.views = views;
        this.size = size;
        this.view = view;
        this.type = type;
        this.origin = Origin.of(samples, fixed, views);
        this.read = new float[fixed.input().values()];
    }

    /**
     * An epoch of training: rows in the order of {@link Order}, views chosen by {@link TransformChain#view}.
     *
     * @param samples rows to go through
     * @param fixed changes of every row, with one view each
     * @param augment random changes after them
     * @param size rows in a batch, 1 or more; the last batch takes what is left
     * @param seed chooses order and views
     * @param epoch number of the epoch, from 0
     * @throws DataException when a fixed transform has more than one view
     */
    public static Batches training(
            Samples samples, List<Transform> fixed, List<Transform> augment, int size, long seed, int epoch) {
        return training(samples, fixed, augment, Optional.empty(), size, seed, epoch);
    }

    /**
     * An epoch of training that may see only some views of each row.
     *
     * @param drawn how many views of each row there are, as in {@link Views}; empty for all
     */
    public static Batches training(
            Samples samples,
            List<Transform> fixed,
            List<Transform> augment,
            Optional<Integer> drawn,
            int size,
            long seed,
            int epoch) {
        TransformChain first = fixed(fixed, samples.shape());
        Views views = Views.of(new TransformChain(augment, first.output()), drawn);
        Samples ordered = samples.select(Order.of(seed, epoch, samples.size()));
        return new Batches(ordered, first, views, size, id -> views.choose(seed, epoch, id), DataType.FLOAT);
    }

    /**
     * All rows in their own order, each as the view of this number.
     *
     * @param number from 0 to below the number of views
     */
    public static Batches view(
            Samples samples,
            List<Transform> fixed,
            List<Transform> augment,
            Optional<Integer> drawn,
            int size,
            long number) {
        TransformChain first = fixed(fixed, samples.shape());
        Views views = Views.of(new TransformChain(augment, first.output()), drawn);
        return new Batches(samples, first, views, size, id -> number, DataType.FLOAT);
    }

    /** All rows in their own order, each as view 0 without augmentation: for evaluation and for export. */
    public static Batches evaluation(Samples samples, List<Transform> fixed, int size) {
        return view(samples, fixed, List.of(), Optional.empty(), size, 0);
    }

    /** The same batches with features of another type. */
    public Batches as(DataType other) {
        return new Batches(samples, fixed, views, size, view, other);
    }

    /** The shape of a row of a batch. */
    public Shape shape() {
        return views.chain().output();
    }

    /** Number of batches: rows / size, rounded up. */
    public int steps() {
        return (samples.size() + size - 1) / size;
    }

    /**
     * One batch.
     *
     * @param step from 0 to below {@link #steps}
     */
    public Batch batch(int step) {
        if (step < 0 || step >= steps()) {
            throw new IndexOutOfBoundsException("step %d of %d".formatted(step, steps()));
        }
        int from = step * size;
        int[] rows =
                IntStream.range(from, Math.min(samples.size(), from + size)).toArray();
        int[] ids = Arrays.stream(rows).map(samples::id).toArray();
        long[] numbers = Arrays.stream(ids).mapToLong(view).toArray();
        INDArray features = array(gather(rows, ids, numbers), rows.length);
        return new Batch(features, samples.truth(rows), ids, numbers, Optional.of(origin));
    }

    private static TransformChain fixed(List<Transform> transforms, Shape input) {
        TransformChain chain = new TransformChain(transforms, input);
        if (chain.views() != 1) {
            throw new DataException(
                    "the data's own transforms %s have %s views; allowed: transforms with one view. Random changes belong to training.augment"
                            .formatted(transforms, chain.views() < 0 ? "unlimited" : chain.views()));
        }
        return chain;
    }

    /** What ids and views of these batches count in. */
    public Origin origin() {
        return origin;
    }

    private float[] gather(int[] rows, int[] ids, long[] numbers) {
        int values = shape().values();
        int needed = Math.multiplyExact(rows.length, values);
        if (gathered.length != needed) {
            gathered = new float[needed];
        }
        for (int i = 0; i < rows.length; i++) {
            gather(rows[i], views.inChain(ids[i], numbers[i]), i * values);
        }
        return gathered;
    }

    private void gather(int row, long view, int at) {
        TransformChain augment = views.chain();
        if (fixed.transforms().isEmpty() && augment.transforms().isEmpty()) {
            samples.read(row, gathered, at);
            return;
        }
        samples.read(row, read, 0);
        float[] values = augment.apply(fixed.apply(read, 0), view);
        System.arraycopy(values, 0, gathered, at, augment.output().values());
    }

    @SuppressWarnings("try") // the scope acts by being open
    private INDArray array(float[] values, int rows) {
        try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            INDArray floats = Nd4j.create(values, shape().batch(rows), 'c');
            if (type == DataType.FLOAT) {
                return floats;
            }
            INDArray other = floats.castTo(type);
            floats.close();
            return other;
        }
    }
}
