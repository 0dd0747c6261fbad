package kd4j.teacher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kd4j.component.ShapeException;
import kd4j.data.Batch;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What answers the questions of a distillation, batch by batch: a frozen network, several of them, or answers that were written
 * down. Used by one thread at a time.
 */
public interface Teacher extends AutoCloseable {
    /** A teacher that runs a model forward; closing it closes the model. */
    static Teacher of(Model model) {
        return new ModelTeacher(model);
    }

    /**
     * The teacher's answer to a batch of rows that it knows.
     *
     * @param taps the arrays that are wanted
     * @return an array by tap, {@code [rows, ...]}; the caller closes them
     */
    Map<String, INDArray> signals(Batch batch, Set<String> taps);

    /** The shape of the samples that it is asked about. */
    Shape input();

    /** How many classes it tells apart, which is the length of a row of its logits; 0 where it has no such tap. */
    int classes();

    /** The names of the classes in the order of the logits, where the teacher's file says them; else none. */
    default List<String> classNames() {
        return List.of();
    }

    /** Names of the arrays that {@link #signals} can give. */
    Set<String> taps();

    /** The shape of a row of each array that {@link #signals} can give. */
    default Map<String, Shape> shapes() {
        return Map.of(Blueprint.LOGITS, Shape.of(classes()));
    }

    /** Trained numbers; 0 where there are none, or where nobody knows. */
    long parameters();

    /** The network behind the answers, where it is one of KD4J's and nothing changes what it says. Not to be changed. */
    default Optional<Network> network() {
        return Optional.empty();
    }

    /** What it was asked so far and had kept; nothing for a teacher that keeps no answers. */
    default Answered answered() {
        return Answered.NOTHING;
    }

    /**
     * Whether it has an answer for each of these rows of the training part, to which validation rows belong as well. A network
     * always has.
     */
    default boolean knows(Samples rows) {
        return true;
    }

    /**
     * Who answers for rows of the test part, whose {@link Batch#ids} are numbers of other rows: the network itself; empty where
     * there are only answers for the training part. It is closed with this teacher, not by itself.
     */
    default Optional<Teacher> onTest() {
        return Optional.of(this);
    }

    /**
     * Checks that this teacher can teach a student of this data.
     *
     * @throws ShapeException when shape, classes or taps differ; the message has both sides
     */
    default void mustFit(Shape input, int classes, Set<String> taps) {
        if (!input().equals(input)) {
            throw new ShapeException(
                    "the teacher takes samples of shape %s, the data has %s. Use a teacher made for this data, or bring the rows into its shape with the teacher's transforms, such as resize."
                            .formatted(input(), input));
        }
        if (taps().contains(Blueprint.LOGITS) && classes() != classes) {
            throw new ShapeException(
                    "the teacher tells %d classes apart, the data has %d. Use a teacher made for these classes, or say which of its outputs they are with the teacher's answers: {select: [...]} or {map: [...]}."
                            .formatted(classes(), classes));
        }
        for (String tap : taps) {
            if (!taps().contains(tap)) {
                throw new ShapeException(
                        "the teacher has no tap '%s'; it has %s. Choose one of these in the method; of an ONNX file any output can be named as a tap."
                                .formatted(tap, new TreeSet<>(taps())));
            }
        }
    }

    @Override
    void close();
}
