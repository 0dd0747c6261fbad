package kd4j.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import kd4j.data.Batch;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Ft;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.SoftTargets;
import kd4j.loss.course.Course;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.architecture.Mlp;
import kd4j.model.architecture.Resnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Methods that train networks along with the student: the gradients of the student's arrays and of the networks' parameters
 * against central differences, in floats.
 */
class TrainedAlongTest {
    private static final Shape IMAGE = Shape.of(8, 8, 1);
    private static final int ROWS = 6;
    private static final Blueprint STUDENT = new Resnet(8, List.of(2, 3, 4), 2).blueprint(IMAGE, 3);
    private static final Blueprint TEACHER = new Resnet(14, List.of(4, 6, 8), 4).blueprint(IMAGE, 3);
    private static final List<WeightedLoss> LABELS = List.of(new WeightedLoss(1e-9, new CrossEntropy()));
    private static final SoftTargets SOFT = new SoftTargets(2);

    private static Samples rows() {
        Random random = new Random(4);
        float[][] values = new float[ROWS][64];
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat();
            }
        }
        return MemorySamples.ofFloats(IMAGE, values, new int[] {0, 1, 2, 0, 1, 2});
    }

    private static final Context CONTEXT = new Context(STUDENT, TEACHER.shapes(), rows(), 1, 3);

    private static INDArray drawn(long seed, long... sizes) {
        long length = 1;
        for (long size : sizes) {
            length *= size;
        }
        return Nd4j.createFromArray(new Random(seed).doubles(length, -1, 1).toArray())
                .castTo(DataType.FLOAT)
                .reshape('c', sizes);
    }

    static List<Method> methods() {
        Course two = Course.of(2);
        Taps stages = new Taps(List.of("stage1", "stage2", "stage3"), Optional.empty());
        return List.of(
                new Review(stages, two, 5, LABELS),
                new Crd(taps("features"), two, 7, 4, Crd.Negatives.OTHER_CLASSES, 0.5, 1 - 1e-7, LABELS),
                new Crd(taps("features"), two, 7, 4, Crd.Negatives.ANY_ROW, 0.5, 1 - 1e-7, LABELS),
                new MeanTeacher(0.9, two, SOFT, LABELS),
                new FactorTransfer(
                        Taps.of("stage2", "stage3"), two, 0.2, 0.5, new Ft(Ft.Form.L2_NORM_BATCHMEAN), LABELS));
    }

    private static Session begin(Method method) {
        Session session = method.begin(CONTEXT);
        session.start(Network.create(STUDENT, 12).parameters());
        INDArray features = drawn(77, ROWS, 8, 8, 1);
        session.enter(new Step(3, 0.5, 7, new Batch(features, labels(), ids(), new long[ROWS])));
        return session;
    }

    private static int[] labels() {
        return new int[] {0, 1, 2, 0, 1, 2};
    }

    private static int[] ids() {
        return new int[] {0, 1, 2, 3, 4, 5};
    }

    private static Signals signals(Session session) {
        Map<String, INDArray> student = new TreeMap<>();
        session.studentTaps()
                .forEach(tap -> student.put(
                        tap, drawn(tap.hashCode(), STUDENT.shapes().get(tap).batch(ROWS))));
        Map<String, INDArray> teacher = new TreeMap<>();
        session.teacherTaps()
                .forEach(tap -> teacher.put(
                        tap, drawn(-tap.hashCode(), TEACHER.shapes().get(tap).batch(ROWS))));
        return new Signals(labels(), new Outputs(student), new Outputs(teacher), 0);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void gradientsEqualCentralDifferences(Method method) {
        Session session = begin(method);
        Signals signals = signals(session);
        session.evaluate(signals); // the first batch may fix what later ones use
        Map<String, INDArray> found = new HashMap<>();
        session.evaluate(signals).gradients().forEach((tap, gradient) -> found.put(tap, gradient.dup()));
        Map<String, INDArray> trained = new HashMap<>();
        session.taught()
                .forEach(name -> trained.put(
                        name, session.helpers().get(name).gradients().dup()));
        found.forEach((tap, gradient) ->
                checkSlopes(session, signals, signals.student().at(tap), gradient, tap));
        trained.forEach((name, gradient) ->
                checkSlopes(session, signals, session.helpers().get(name).parameters(), gradient, name));
        session.close();
    }

    private static void checkSlopes(Session session, Signals signals, INDArray array, INDArray found, String name) {
        double largest = Math.max(found.amaxNumber().doubleValue(), 0.01);
        for (long i = 0; i < array.length(); i += Math.max(1, array.length() / 9)) {
            float x = array.getFloat(i);
            array.putScalar(i, x + 4e-3f);
            double above = session.evaluate(signals).value();
            array.putScalar(i, x - 4e-3f);
            double below = session.evaluate(signals).value();
            array.putScalar(i, x);
            assertEquals((above - below) / 8e-3, found.getDouble(i), 0.05 * largest, name + " " + i);
        }
    }

    /** The student hears from both peers, each counting half; the peers' own losses do not depend on what the student is told. */
    @Test
    void peersTeachEachOther() {
        Session session = begin(new Mutual(2, Optional.of(new Mlp(List.of(4), 0, 0)), Course.of(2), SOFT, LABELS));
        assertEquals(List.of("peer1", "peer2"), List.copyOf(session.helpers().keySet()));
        Signals signals = signals(session);
        INDArray found = session.evaluate(signals).gradients().get("logits").dup();
        checkSlopes(session, signals, signals.student().logits(), found, "logits");
        session.helpers().values().forEach(peer -> {
            session.evaluate(signals);
            assertTrue(peer.gradients().amaxNumber().doubleValue() > 0);
        });
        Network peer = session.helpers().get("peer1");
        INDArray ofPeer = peer.gradients().dup();
        // Its objective, put together by hand: cross-entropy and twice the mean of what it hears from the student and
        // peer2.
        INDArray features = drawn(77, ROWS, 8, 8, 1);
        INDArray second = session.helpers()
                .get("peer2")
                .forward(features, Set.of("logits"))
                .get("logits");
        for (long i = 0; i < 60; i += 7) {
            double slope = (heard(peer, features, signals, second, i, 4e-3f)
                            - heard(peer, features, signals, second, i, -4e-3f))
                    / 8e-3;
            assertEquals(slope, ofPeer.getDouble(i), 0.05 * ofPeer.amaxNumber().doubleValue());
        }
        session.close();
    }

    private static double heard(
            Network peer, INDArray features, Signals signals, INDArray second, long at, float change) {
        float x = peer.parameters().getFloat(at);
        peer.parameters().putScalar(at, x + change);
        Outputs own = new Outputs(peer.forward(features, Set.of("logits")));
        peer.parameters().putScalar(at, x);
        double fromStudent =
                SOFT.evaluate(new Signals(labels(), own, signals.student(), 0)).value();
        double fromPeer = SOFT.evaluate(new Signals(labels(), own, Outputs.ofLogits(second), 0))
                .value();
        double labels =
                new CrossEntropy().evaluate(new Signals(labels(), own, own, 0)).value();
        return labels + 2 * (fromStudent + fromPeer) / 2;
    }

    /** At step 3 the decay is (1 + 3) / (10 + 3). */
    @Test
    void theMeanTeacherFollowsTheStudent() {
        Session session = begin(new MeanTeacher(0.9, Course.of(1), SOFT, LABELS));
        session.evaluate(signals(session));
        INDArray before = Network.create(STUDENT, 12).parameters();
        INDArray now = before.mul(3).addi(1);
        session.done(now);
        INDArray expected = before.mul(4 / 13.0).addi(now.mul(9 / 13.0));
        double difference =
                session.memory().get("mean-teacher").sub(expected).amaxNumber().doubleValue();
        assertEquals(0, difference, 1e-5);
        session.close();
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertEquals(
                List.of("method: at: review needs two layers or more, given [Pair[student=stage1, teacher=stage1]]"),
                problems(new Review(taps("stage1"), Course.of(1), 4, LABELS)));
        assertEquals(
                List.of("method: at: vectors are compared, given 8x8x2; take the layer before the logits"),
                problems(new Crd(taps("stage1"), Course.of(1), 4, 4, Crd.Negatives.ANY_ROW, 1, 0, LABELS)));
        assertTrue(problems(new Review(taps("stage1", "features"), Course.of(1), 4, LABELS))
                .get(0)
                .contains("review takes images"));
    }

    private static Taps taps(String... names) {
        return new Taps(List.of(names), Optional.empty());
    }

    private static List<String> problems(Method method) {
        return assertThrows(MethodException.class, () -> method.begin(CONTEXT)).problems();
    }
}
