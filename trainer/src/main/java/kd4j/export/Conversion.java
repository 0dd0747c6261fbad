package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import kd4j.component.Kd4jException;
import kd4j.data.Shape;
import kd4j.file.AtomicFile;
import kd4j.model.Dl4jModel;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.model.dl4j.convert.Converted;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A zip of DL4J's own layers that was made into one of KD4J's layers and found to give the same answers.
 *
 * @param file the new zip
 * @param parameters trained numbers in it
 * @param maxAbsDiff the largest absolute difference between a logit of the new network and the old one's
 * @param rows rows that were compared
 * @param argMaxEqual rows of these for which both name the same class
 * @param leftOut what was set in the old network and belongs to a training, a sentence each
 */
public record Conversion(
        Path file, long parameters, double maxAbsDiff, int rows, int argMaxEqual, List<String> leftOut) {
    private static final int ROWS = 100;
    private static final long SEED = 1;

    public Conversion {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Converts a zip, reads what was written, asks both networks the same 100 random rows (normal with mean 0 and standard
     * deviation 1), and puts the new file in its place when no logit differs by more than 1e-4 times the larger of 1 and the
     * logit's size.
     *
     * @param old a zip of DL4J's {@code ModelSerializer}
     * @param sample sizes of a sample, channels last
     * @param file where to; folders that are missing are made
     * @throws kd4j.model.ModelException when the zip cannot be read or one of its layers cannot be converted
     * @throws kd4j.component.ShapeException when the network does not take such samples
     * @throws ExportException when the answers differ or the file cannot be written
     */
    public static Conversion convert(Path old, List<Integer> sample, Path file) {
        Shape shape = new Shape(sample);
        Converted converted = Dl4jModel.convert(old, shape);
        try (Network network = converted.network();
                AtomicFile atomic = new AtomicFile(file)) {
            network.save(atomic.temporary());
            Comparison comparison = compare(old, atomic.temporary(), shape, file);
            atomic.sync();
            atomic.publish();
            return new Conversion(
                    file,
                    network.blueprint().parameters(),
                    comparison.maxAbsDiff(),
                    comparison.rows(),
                    comparison.argMaxEqual(),
                    converted.leftOut());
        } catch (IOException e) {
            throw new ExportException(
                    "%s: cannot be written (%s). Make room, or name another place".formatted(file, e), e);
        }
    }

    private static Comparison compare(Path old, Path written, Shape shape, Path file) {
        try (Model before = Dl4jModel.load(old, shape);
                Model after = Network.load(written);
                INDArray rows = rows(shape)) {
            Comparison comparison =
                    Comparison.of(Comparison.logits(before, rows), Comparison.logits(after, rows), before.classes());
            check(comparison, file);
            return comparison;
        }
    }

    /** Nothing is written where this throws. */
    static void check(Comparison comparison, Path file) {
        try {
            comparison.check(file.toString(), Comparison.TOLERANCE);
        } catch (Kd4jException e) {
            throw new ExportException(
                    e.getMessage() + ". Nothing was written. Please report it with the network's configuration.json",
                    e);
        }
    }

    private static INDArray rows(Shape shape) {
        Random random = new Random(SEED);
        double[] numbers = DoubleStream.generate(random::nextGaussian)
                .limit((long) ROWS * shape.values())
                .toArray();
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return Nd4j.create(floats, shape.batch(ROWS), 'c');
    }
}
