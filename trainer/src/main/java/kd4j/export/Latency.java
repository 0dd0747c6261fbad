package kd4j.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How long an exported file takes to answer one row, on one thread, beside another file for the same rows: both take turns, so that other work
 * on the machine slows both.
 *
 * @param micros median of the file's times in microseconds
 * @param otherMicros median of the other file's
 */
public record Latency(double micros, double otherMicros) {
    private static final int WARM = 200;
    private static final int TURNS = 1000;

    /**
     * Times a file beside another one.
     *
     * @throws ExportException when one of them has no record, or their rows differ
     */
    public static Latency of(Path file, Path other) {
        try (Model one = open(file);
                Model two = open(other)) {
            if (!one.input().equals(two.input())) {
                throw new ExportException("%s takes rows of %s, %s takes %s; give two files of one student"
                        .formatted(file, one.input(), other, two.input()));
            }
            INDArray row = Nd4j.valueArrayOf(one.input().batch(1), 0.5f);
            long[] first = new long[TURNS];
            long[] second = new long[TURNS];
            for (int i = -WARM; i < TURNS; i++) {
                first[Math.max(0, i)] = nanos(one, row);
                second[Math.max(0, i)] = nanos(two, row);
            }
            return new Latency(median(first), median(second));
        }
    }

    private static Model open(Path file) {
        return Exporter.of(Verification.entry(file).format()).open(file);
    }

    private static long nanos(Model model, INDArray row) {
        long begin = System.nanoTime();
        model.forward(row, Set.of(Blueprint.LOGITS)).get(Blueprint.LOGITS).close();
        return System.nanoTime() - begin;
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e3;
    }

    /** Whether the file is the faster one. */
    public boolean faster() {
        return micros < otherMicros;
    }
}
