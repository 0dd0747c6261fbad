package kd4j.teacher;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Batch;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.data.TransformChain;
import kd4j.data.Truth;
import kd4j.model.Blueprint;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A teacher behind its own preparation of rows, and with its answers brought to the data's classes. */
final class AdaptedTeacher implements Teacher {
    private final Teacher inner;
    private final TransformChain transforms;
    private final Answers answers;

    private AdaptedTeacher(Teacher inner, TransformChain transforms, Answers answers) {
        this.inner = inner;
        this.transforms = transforms;
        this.answers = answers;
    }

    /** Opens a teacher from files and checks everything that can be checked before a training. */
    static Teacher of(FileTeacher source, Opening opening) {
        Teacher read = source.read(opening);
        boolean fits = false;
        try {
            Teacher adapted = checked(read, source, opening);
            fits = true;
            return adapted;
        } catch (ShapeException e) {
            throw new ShapeException("teacher %s: %s".formatted(String.join(", ", source.files()), e.getMessage()));
        } finally {
            if (!fits) {
                read.close();
            }
        }
    }

    private static Teacher checked(Teacher read, FileTeacher source, Opening opening) {
        TransformChain transforms = new TransformChain(source.transforms(), opening.samples());
        if (transforms.views() != 1) {
            throw new ShapeException("its transforms %s change rows by chance; a teacher's must be fixed"
                    .formatted(source.transforms()));
        }
        source.answers()
                .mustFit(read.classes(), read.classNames(), opening.data().outputs());
        AdaptedTeacher adapted = new AdaptedTeacher(read, transforms, source.answers());
        adapted.mustTake(opening);
        Batch some = opening.someRows().batch(0);
        if (opening.data().kind() == Truth.Kind.CLASSES
                && read.taps().contains(Blueprint.LOGITS)
                && read.knows(opening.data().train())) {
            adapted.mustGive(some);
        }
        some.features().close();
        return transforms.transforms().isEmpty() && source.answers().plain() ? read : adapted;
    }

    private void mustTake(Opening opening) {
        if (!inner.input().equals(transforms.output())) {
            throw new ShapeException(
                    "it takes samples of shape %s, the data has %s%s. Use a teacher made for this data, or bring the rows into its shape with its transforms, such as {type: resize, height: %d, width: %d}"
                            .formatted(
                                    inner.input(),
                                    opening.samples(),
                                    transforms.transforms().isEmpty()
                                            ? ""
                                            : ", and its transforms make %s of it".formatted(transforms.output()),
                                    inner.input().size(0),
                                    inner.input().size(Math.min(1, inner.input().rank() - 1))));
        }
    }

    private void mustGive(Batch some) {
        Batch seen = transformed(some);
        Map<String, INDArray> given = inner.signals(seen, Set.of(Blueprint.LOGITS));
        double[][] scores = given.get(Blueprint.LOGITS).castTo(DataType.DOUBLE).toDoubleMatrix();
        given.values().forEach(INDArray::close);
        if (!Arrays.stream(scores).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            throw new ShapeException("its answer to the first rows of the data has values that are not finite: "
                    + Arrays.deepToString(scores));
        }
        answers.mustGive(scores);
        closeUnlessSame(seen, some);
    }

    @Override
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        Batch seen = transformed(batch);
        try {
            Map<String, INDArray> given = new HashMap<>(inner.signals(seen, taps));
            if (!answers.plain()) {
                given.computeIfPresent(Blueprint.LOGITS, (tap, scores) -> ofTheData(scores));
            }
            return given;
        } finally {
            closeUnlessSame(seen, batch);
        }
    }

    private INDArray ofTheData(INDArray scores) {
        try (scores) {
            return Rows.array(Arrays.stream(scores.castTo(DataType.DOUBLE).toDoubleMatrix())
                    .map(answers::logits)
                    .toArray(double[][]::new));
        }
    }

    private Batch transformed(Batch batch) {
        if (transforms.transforms().isEmpty()) {
            return batch;
        }
        float[] in = batch.features().castTo(DataType.FLOAT).dup('c').data().asFloat();
        int before = transforms.input().values();
        int after = transforms.output().values();
        float[] out = new float[batch.rows() * after];
        for (int row = 0; row < batch.rows(); row++) {
            float[] sample = Arrays.copyOfRange(in, row * before, (row + 1) * before);
            System.arraycopy(transforms.apply(sample, 0), 0, out, row * after, after);
        }
        INDArray features = Nd4j.create(out, transforms.output().batch(batch.rows()), 'c');
        return new Batch(features, batch.truth(), batch.ids(), batch.views(), Optional.empty());
    }

    private static void closeUnlessSame(Batch seen, Batch batch) {
        if (seen != batch) {
            seen.features().close();
        }
    }

    @Override
    public Shape input() {
        return transforms.input();
    }

    @Override
    public int classes() {
        return answers.classes(inner.classes());
    }

    @Override
    public List<String> classNames() {
        return answers.plain() ? inner.classNames() : List.of();
    }

    @Override
    public Set<String> taps() {
        return inner.taps();
    }

    @Override
    public Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>(inner.shapes());
        shapes.computeIfPresent(Blueprint.LOGITS, (tap, scores) -> Shape.of(classes()));
        return shapes;
    }

    @Override
    public long parameters() {
        return inner.parameters();
    }

    @Override
    public boolean knows(Samples rows) {
        return inner.knows(rows);
    }

    @Override
    public Optional<Teacher> onTest() {
        return inner.onTest().map(t -> t == inner ? this : new AdaptedTeacher(t, transforms, answers));
    }

    @Override
    public void close() {
        inner.close();
    }
}
