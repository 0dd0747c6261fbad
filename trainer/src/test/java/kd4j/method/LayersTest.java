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
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.data.Batch;
import kd4j.data.Shape;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Loss;
import kd4j.loss.Outputs;
import kd4j.loss.Part;
import kd4j.loss.Reduction;
import kd4j.loss.Signals;
import kd4j.loss.SoftTargets;
import kd4j.loss.Term;
import kd4j.loss.Vid;
import kd4j.loss.course.Course;
import kd4j.loss.course.Linear;
import kd4j.method.adapter.Adapter;
import kd4j.method.adapter.ConvolutionNorm;
import kd4j.method.adapter.Interpolation;
import kd4j.method.adapter.MaskedGenerator;
import kd4j.method.adapter.PointwiseConvolution;
import kd4j.method.adapter.Variational;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.architecture.Resnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Losses of layers: where they look, what they add up to, what adapters learn, and what is said where nothing fits. */
class LayersTest {
    private static final Shape IMAGE = Shape.of(8, 8, 1);
    private static final Blueprint STUDENT = new Resnet(8, List.of(2, 3, 4), 2).blueprint(IMAGE, 3);
    private static final Blueprint TEACHER = new Resnet(14, List.of(4, 6, 8), 4).blueprint(IMAGE, 3);
    private static final Context CONTEXT = Context.of(STUDENT, TEACHER.shapes());

    /** Half the sum of squared differences over rows, with the gradient (s - t) / rows; two taps where so said. */
    private record Half(boolean two) implements Loss {
        @Override
        public Term evaluate(Signals signals) {
            Map<String, INDArray> gradients = new HashMap<>();
            double value = 0;
            for (String tap : studentTaps()) {
                INDArray difference =
                        signals.student().at(tap).sub(signals.teacher().at(tap));
                value += difference.norm2Number().doubleValue()
                        * difference.norm2Number().doubleValue()
                        / 2
                        / difference.size(0);
                gradients.put(tap, difference.divi(difference.size(0)));
            }
            return new Term("half", value, gradients, List.of());
        }

        @Override
        public Set<String> studentTaps() {
            return two ? Set.of(Outputs.TAP, Outputs.SECOND_TAP) : Set.of(Outputs.TAP);
        }

        @Override
        public Set<String> teacherTaps() {
            return studentTaps();
        }
    }

    private static INDArray drawn(Shape shape, long seed) {
        long[] sizes = shape.batch(3);
        return Nd4j.createFromArray(
                        new Random(seed).doubles(3L * shape.values(), -1, 1).toArray())
                .castTo(DataType.FLOAT)
                .reshape('c', sizes);
    }

    private static Signals signals(Session session, double progress) {
        Map<String, INDArray> student = new HashMap<>();
        session.studentTaps()
                .forEach(tap -> student.put(tap, drawn(STUDENT.shapes().get(tap), tap.hashCode())));
        Map<String, INDArray> teacher = new HashMap<>();
        session.teacherTaps()
                .forEach(tap -> teacher.put(tap, drawn(TEACHER.shapes().get(tap), -tap.hashCode())));
        return new Signals(new int[] {0, 1, 2}, new Outputs(student), new Outputs(teacher), progress);
    }

    private static Session session(WeightedLoss... objective) {
        return new Plain(List.of(objective)).begin(CONTEXT);
    }

    private static List<String> problems(WeightedLoss... objective) {
        return assertThrows(MethodException.class, () -> session(objective)).problems();
    }

    @Test
    void aPatternMeansEveryLayerThatItFits() {
        Taps taps = new Taps(List.of("stage1*.norm*"), Optional.of(List.of("stage1.block1.norm*")));
        Session session = session(new WeightedLoss(1, new CrossEntropy()), new WeightedLoss(1, taps, new Half(false)));
        assertEquals(Set.of("logits", "stage1.block1.norm1", "stage1.block1.norm2"), session.studentTaps());
        assertEquals(Set.of("stage1.block1.norm1", "stage1.block1.norm2"), session.teacherTaps());
    }

    @Test
    void eachPairHasItsOwnTermAndTheyAreAdded() {
        Taps taps = new Taps(List.of("stage1", "features"), Optional.of(List.of("stage1", "features")));
        Adapter wide = new PointwiseConvolution();
        MethodException e =
                assertThrows(MethodException.class, () -> session(new WeightedLoss(1, taps, wide, new Half(false))));
        assertTrue(e.getMessage().contains("take linear for vectors"), e.getMessage());
        Session session = session(new WeightedLoss(2, Taps.of("stage1", "stage2"), wide, new Half(false)));
        Term term = session.evaluate(signals(session, 0));
        assertEquals("half", term.parts().get(0).name());
        Session two = session(new WeightedLoss(
                0.5,
                new Taps(List.of("stage1", "stage2"), Optional.of(List.of("stage1", "stage2"))),
                wide,
                new Half(false)));
        Part part = two.evaluate(signals(two, 0)).parts().get(0);
        assertEquals(
                List.of("stage1", "stage2"),
                part.parts().stream().map(Part::name).toList());
        assertEquals(
                part.value(), part.parts().stream().mapToDouble(Part::value).sum(), 1e-12);
        assertEquals(
                Set.of("objective[0].stage1", "objective[0].stage2"),
                two.helpers().keySet());
    }

    @Test
    void aLossOfTwoLayersTakesEveryTwoThatFollowEachOther() {
        Context same = Context.of(STUDENT, STUDENT.shapes());
        Session session = new Plain(List.of(new WeightedLoss(1, taps(), new Half(true)))).begin(same);
        assertEquals(Set.of("stage1", "stage2", "stage3"), session.studentTaps());
        Map<String, INDArray> arrays = new HashMap<>();
        session.studentTaps()
                .forEach(tap -> arrays.put(tap, drawn(STUDENT.shapes().get(tap), 1)));
        Map<String, INDArray> zeros = new HashMap<>();
        arrays.forEach((tap, array) -> zeros.put(tap, array.like()));
        Term term = session.evaluate(new Signals(new int[3], new Outputs(arrays), new Outputs(zeros), 0));
        // stage2 stands in both pairs, so its gradient, x / 3 rows, counts twice.
        assertEquals(arrays.get("stage2").mul(2f / 3), term.gradients().get("stage2"));
        assertEquals(arrays.get("stage3").div(3), term.gradients().get("stage3"));
        assertEquals(
                List.of("stage1+stage2", "stage2+stage3"),
                term.parts().get(0).parts().stream().map(Part::name).toList());
    }

    private static Taps taps() {
        return new Taps(List.of("stage1", "stage2", "stage3"), Optional.empty());
    }

    @Test
    void aWeightMayFollowACourse() {
        Session session =
                session(new WeightedLoss(new Linear(4, 0), Optional.empty(), Optional.empty(), new SoftTargets(2)));
        assertEquals(3, session.evaluate(signals(session, 0.25)).parts().get(0).weight(), 1e-15);
    }

    static List<Adapter> adapters() {
        return List.of(
                new PointwiseConvolution(),
                new PointwiseConvolution(true, false),
                new PointwiseConvolution(true, true),
                new ConvolutionNorm(1, false),
                new ConvolutionNorm(3, false),
                new ConvolutionNorm(3, true),
                new MaskedGenerator(0.5, MaskedGenerator.Hidden.CHANNELS),
                new MaskedGenerator(0.5, MaskedGenerator.Hidden.PIXELS));
    }

    /** From 4x4x3 to 8x8x4 and to 2x2x8, in floats against central differences of the sum that the student would see. */
    @ParameterizedTest
    @MethodSource("adapters")
    void gradientsGoThroughAdapters(Adapter adapter) {
        checkGradients(adapter, new Half(false), "stage2", "stage1");
        checkGradients(adapter, new Half(false), "stage2", "stage3");
    }

    /** 8x8x4 to 4x4x8: a 3x3 kernel in steps of 2, without bias, then batch norm's scale, shift and two statistics. */
    @Test
    void aConvolutionWithBatchNormGoesInSteps() {
        Blueprint plan = new ConvolutionNorm(3, false).blueprint(Shape.of(8, 8, 4), Shape.of(4, 4, 8));
        assertEquals(
                List.of("conv", Adapter.ADAPTED),
                plan.nodes().stream().map(Blueprint.Node::name).toList());
        assertEquals(
                3 * 3 * 4 * 8 + 4 * 8,
                plan.nodes().stream()
                        .flatMap(n -> n.operation().parameters(plan.inputs().get(n.name())).stream())
                        .mapToInt(p -> p.shape().values())
                        .sum());
        assertEquals(Shape.of(4, 4, 8), plan.shapes().get(Adapter.ADAPTED));
        // The other way pixels are repeated, and a kernel is never even.
        assertEquals(
                Shape.of(8, 8, 4),
                new ConvolutionNorm(1, true)
                        .blueprint(Shape.of(4, 4, 8), Shape.of(8, 8, 4))
                        .shapes()
                        .get(Adapter.ADAPTED));
        assertEquals(
                "conv-bn takes images [height, width, channels] on both sides; take linear for vectors",
                assertThrows(ShapeException.class, () -> new ConvolutionNorm(3, false)
                                .blueprint(Shape.of(8), Shape.of(8)))
                        .getMessage());
        String even = assertThrows(KeyException.class, () -> new ConvolutionNorm(2, false))
                .getMessage();
        assertTrue(even.contains("an odd integer >= 1"), even);
    }

    /** Whatever the student's scale: with gamma 1 and beta 0 each channel has mean 0 and variance 1, less its epsilon. */
    @Test
    void aConvolutionWithBatchNormEvensOutTheScale() {
        Session session = session(
                new WeightedLoss(1, Taps.of("stage2", "stage2"), new ConvolutionNorm(1, false), new Half(false)));
        INDArray student = drawn(STUDENT.shapes().get("stage2"), 1).muli(1000);
        INDArray zeros = drawn(TEACHER.shapes().get("stage2"), 1).muli(0);
        Term term = session.evaluate(new Signals(
                new int[3], new Outputs(Map.of("stage2", student)), new Outputs(Map.of("stage2", zeros)), 0));
        // Half the mean over rows of the sum of squares, each 1 on average.
        assertEquals(TEACHER.shapes().get("stage2").values() / 2.0, term.value(), 1e-2);
    }

    @Test
    void gradientsGoThroughVariationalRegressors() {
        checkGradients(new Variational(Optional.of(5), 2), new Vid(Reduction.ROW_SUM), "stage2", "stage3");
        checkGradients(new Variational(Optional.empty(), 2), new Vid(Reduction.ROW_SUM), "features", "features");
    }

    private static void checkGradients(Adapter adapter, Loss loss, String student, String teacher) {
        Session session = session(new WeightedLoss(2, Taps.of(student, teacher), adapter, loss));
        session.enter(new Step(3, 0, 7, new Batch(null, new int[0], new int[0], new long[0])));
        Signals signals = signals(session, 0);
        INDArray found = session.evaluate(signals).gradients().get(student).dup();
        INDArray array = signals.student().at(student);
        Network helper = session.helpers().values().iterator().next();
        INDArray trained = helper.gradients().dup();
        checkSlopes(session, signals, array, found);
        checkSlopes(session, signals, helper.parameters(), trained);
        session.close();
    }

    private static void checkSlopes(Session session, Signals signals, INDArray array, INDArray found) {
        double largest = Math.max(found.amaxNumber().doubleValue(), 0.1);
        for (long i = 0; i < array.length(); i += Math.max(1, array.length() / 12)) {
            float x = array.getFloat(i);
            array.putScalar(i, x + 2e-3f);
            double above = session.evaluate(signals).value();
            array.putScalar(i, x - 2e-3f);
            double below = session.evaluate(signals).value();
            array.putScalar(i, x);
            assertEquals((above - below) / 4e-3, found.getDouble(i), 0.1 * largest, "number " + i);
        }
    }

    @Test
    void anAdapterWithNothingToLearnIsOne() {
        Blueprint small = new Resnet(6, List.of(4, 4), 2).blueprint(IMAGE, 3);
        Session session = new Plain(
                        List.of(new WeightedLoss(1, Taps.of("stage2", "stage1"), new Interpolation(), new Half(false))))
                .begin(Context.of(small, TEACHER.shapes()));
        INDArray zeros = Nd4j.zeros(DataType.FLOAT, 3, 8, 8, 4);
        INDArray ones = Nd4j.ones(DataType.FLOAT, 3, 4, 4, 4);
        Term term = session.evaluate(
                new Signals(new int[3], new Outputs(Map.of("stage2", ones)), new Outputs(Map.of("stage1", zeros)), 0));
        assertEquals(8 * 8 * 4 / 2.0, term.value(), 1e-4);
        // Each pixel is written four times.
        assertEquals(4f / 3, term.gradients().get("stage2").getFloat(0, 0, 0, 0), 1e-6f);
    }

    @Test
    void everyProblemIsToldAtOnceWithTheNearestName() {
        List<String> problems = problems(
                new WeightedLoss(1, Taps.of("stag1", "stage9*"), new Half(false)),
                new WeightedLoss(1, new Half(false)),
                new WeightedLoss(1, Taps.of("stage1"), new CrossEntropy()),
                new WeightedLoss(1, Taps.of("stage1", "stage2"), new PointwiseConvolution(), new Half(true)),
                new WeightedLoss(1, Taps.of("stage*.norm1", "stage1"), new Half(false)),
                new WeightedLoss(1, Taps.of("stem", "features"), new PointwiseConvolution(), new Half(false)));
        assertTrue(
                problems.get(0)
                        .startsWith(
                                "method: objective[0]: the student has no tap 'stag1'. Did you mean 'stage1'? It has stem.conv, stem.norm, stem, "),
                problems.get(0));
        assertTrue(
                problems.get(1).startsWith("method: objective[0]: the teacher has no tap 'stage9*'."), problems.get(1));
        assertEquals(
                "method: objective[1]: the loss compares layers, so 'at' must say which, such as: at: stem.conv",
                problems.get(2));
        assertEquals("method: objective[2]: the loss reads [logits], so there is no use for 'at'", problems.get(3));
        assertEquals(
                "method: objective[3]: the loss needs two layers of each network, 'at' gives one", problems.get(4));
        assertEquals("method: objective[3]: a loss of two layers takes no adapter", problems.get(5));
        assertTrue(
                problems.get(6).startsWith("method: objective[4]: 3 layers of the student and 1 of the teacher"),
                problems.get(6));
        assertTrue(
                problems.get(7)
                        .startsWith(
                                "method: objective[5]: the adapter cannot bring 'stem' of the student, 8x8x2, into the shape of 'features' of the teacher, 8: "),
                problems.get(7));
        assertEquals(8, problems.size());
    }

    @Test
    void aTeacherThatIsMissingIsSaid() {
        Context alone = Context.of(STUDENT, Map.of());
        MethodException e = assertThrows(
                MethodException.class, () -> new Plain(List.of(new WeightedLoss(1, new SoftTargets(2)))).begin(alone));
        assertEquals(List.of("method: objective[0]: the loss needs a teacher, and there is none"), e.problems());
        assertEquals(1, Course.of(1).least(), 0);
    }
}
