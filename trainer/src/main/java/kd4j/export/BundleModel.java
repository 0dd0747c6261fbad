package kd4j.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.edge.BundleException;
import kd4j.edge.Replay;
import kd4j.edge.Student;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A bundle as a model, asked by the runtime that its users have. Rows are those behind the transforms, as for every other exported file. */
final class BundleModel implements Model {
    private final Path file;
    private final Student student;
    private final Shape input;

    private BundleModel(Path file, Student student) {
        this.file = file;
        this.student = student;
        this.input = new Shape(student.bundle().manifest().network());
    }

    static BundleModel open(Path file) {
        try {
            return new BundleModel(file, Student.open(file));
        } catch (BundleException e) {
            throw new ExportException(e.getMessage(), e);
        }
    }

    /** Refuses a bundle whose golden rows are answered otherwise. */
    Replay replayed() {
        Replay replay = student.replay();
        if (!replay.passed()) {
            throw new ExportException(
                    "%s answers its golden rows differently: largest difference of an output %s (scaled %s; allowed %s %s) in row %d of %d; %d rows have the same largest output, %d are accepted or not against their threshold. Export it again; where that does not help, report it"
                            .formatted(
                                    file,
                                    replay.maxAbsDiff(),
                                    replay.maxScaledDiff(),
                                    replay.scaled() ? "scaled" : "absolute",
                                    replay.allowed(),
                                    replay.worstRow(),
                                    replay.rows(),
                                    replay.argMaxEqual(),
                                    replay.misjudged()));
        }
        return replay;
    }

    /** Whether answers may be too improbable. */
    boolean thresholds() {
        return student.bundle().hasThresholds();
    }

    byte[] onnx() {
        return student.bundle().model();
    }

    ExportFormat format() {
        return ExportFormat.ofBundle(student.bundle().manifest().model());
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public int classes() {
        return student.labels().size();
    }

    @Override
    public Set<String> taps() {
        return Set.of(Blueprint.LOGITS);
    }

    @Override
    public Map<String, INDArray> forward(INDArray features, Set<String> taps) {
        long[] wanted = input.batch(features.size(0));
        if (!Arrays.equals(wanted, features.shape())) {
            throw new ShapeException("%s takes features of %s, given %s"
                    .formatted(file, Arrays.toString(wanted), Arrays.toString(features.shape())));
        }
        float[] rows = features.dup('c').data().asFloat();
        INDArray logits = Nd4j.create(student.scoresOfPrepared(rows), new long[] {features.size(0), classes()}, 'c');
        return Map.of(Blueprint.LOGITS, logits);
    }

    @Override
    public void close() {
        student.close();
    }
}
