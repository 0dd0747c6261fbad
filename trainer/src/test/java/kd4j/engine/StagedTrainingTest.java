package kd4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Reduction;
import kd4j.loss.SoftTargets;
import kd4j.loss.Vid;
import kd4j.method.Method;
import kd4j.method.MethodException;
import kd4j.method.Plain;
import kd4j.method.Stage;
import kd4j.method.Stages;
import kd4j.method.Taps;
import kd4j.method.WeightedLoss;
import kd4j.method.adapter.Variational;
import kd4j.model.Network;
import kd4j.model.architecture.PlainCnn;
import kd4j.optim.Adam;
import kd4j.optim.AdamW;
import kd4j.optim.Constant;
import kd4j.optim.Cosine;
import kd4j.optim.Optimizer;
import kd4j.optim.Schedule;
import kd4j.optim.Sgd;
import kd4j.optim.Steps;
import kd4j.optim.Training;
import kd4j.teacher.Teacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings with adapters and stages. Batch norm is in student and teacher, dropout of rows comes from their number. */
class StagedTrainingTest {
    private static final Shape SHAPE = Shape.of(4, 4, 1);
    private static final WeightedLoss LABELS = new WeightedLoss(1, new CrossEntropy());
    private static final WeightedLoss SOFT = new WeightedLoss(0.5, new SoftTargets(4));
    private static final WeightedLoss HINT = new WeightedLoss(
            1, Taps.of("relu1"), new Variational(Optional.empty(), 1), new Vid(Reduction.ELEMENT_MEAN));

    /** Bright above, below or left; noise from the seed. */
    private static Samples rows(int count, long seed) {
        float[][] values = new float[count][16];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int p = 0; p < 16; p++) {
                boolean bright = labels[i] == 0 ? p < 8 : labels[i] == 1 ? p >= 8 : p % 4 < 2;
                double noise = Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, i, p)) - 0.5;
                values[i][p] = (float) ((bright ? 0.6 : 0) + noise);
            }
        }
        return MemorySamples.ofFloats(SHAPE, values, labels);
    }

    private static Network student() {
        return Network.create(new PlainCnn(List.of(3, 4), true, 1).blueprint(SHAPE, 3), 5);
    }

    private static final Teacher TEACHER =
            Teacher.of(Network.create(new PlainCnn(List.of(6, 8), true, 1).blueprint(SHAPE, 3), 6));

    private static Training training(int epochs, Optimizer optimizer) {
        return new Training(epochs, 16, optimizer, List.of(), List.of(), Optional.empty(), new kd4j.optim.Never());
    }

    private static TrainingLoop loop(
            Network network, Method method, int epochs, Optimizer optimizer, Event.Listener... listeners) {
        Task task = new Task(
                network,
                Optional.of(TEACHER),
                method,
                training(epochs, optimizer),
                rows(90, 1),
                rows(30, 2),
                List.of(),
                11);
        return new TrainingLoop(task, List.of(listeners));
    }

    private static Method staged() {
        return new Stages(List.of(
                new Stage(
                        Optional.of(2.5), Optional.empty(), List.of(HINT), List.of(), List.of(), Optional.of("relu1")),
                new Stage(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(LABELS, SOFT, HINT),
                        List.of("conv1.weight"),
                        List.of(),
                        Optional.empty())));
    }

    static Stream<Optimizer> optimizers() {
        Constant rate = new Constant(0.01);
        return Stream.of(
                new Adam(rate, 0.9, 0.999, 1e-8, 0.01),
                new AdamW(rate, 0.9, 0.999, 1e-8, 0.01),
                new Sgd(rate, 0.9, true, 0.01));
    }

    @Test
    void goes_on_from_any_epoch_to_the_same_bits() {
        for (Method method : List.of(staged(), new Plain(List.of(LABELS, SOFT, HINT)))) {
            List<TrainingState> states = new ArrayList<>();
            Optimizer adam = new Adam(new Constant(0.01));
            TrainingState straight = loop(student(), method, 5, adam, e -> {
                        if (e instanceof Event.EpochDone done) {
                            states.add(copy(done.state()));
                        }
                    })
                    .run();
            assertEquals(5, states.size());
            for (TrainingState state : states) {
                TrainingLoop later = loop(student(), method, 5, adam);
                later.resume(state);
                TrainingState end = later.run();
                assertEquals(straight.parameters(), end.parameters(), "from epoch " + state.epoch());
                assertEquals(straight.session(), end.session());
                assertEquals(straight.bestParameters(), end.bestParameters());
            }
        }
    }

    private static TrainingState copy(TrainingState s) {
        Map<String, INDArray> arrays = new TreeMap<>();
        s.session().arrays().forEach((name, array) -> arrays.put(name, array.dup()));
        return new TrainingState(
                s.epoch(),
                s.step(),
                s.best(),
                s.parameters().dup(),
                s.optimizer().map(INDArray::dup),
                s.bestParameters().dup(),
                Optional.empty(),
                new SessionState(arrays, s.session().steps()));
    }

    /** 90 rows in steps of 16 are 6 steps an epoch; the first stage has 15 of the 30 steps, its adapter too. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void stages_train_what_they_say(Optimizer optimizer) {
        Network network = student();
        Map<Integer, Map<String, INDArray>> seen = new HashMap<>();
        List<List<String>> terms = new ArrayList<>();
        int[] step = new int[1];
        seen.put(0, parameters(network));
        TrainingState end = loop(network, staged(), 5, optimizer, e -> {
                    if (e instanceof Event.StepDone done) {
                        step[0]++;
                        terms.add(
                                done.term().parts().stream().map(p -> p.name()).toList());
                        seen.put(step[0], parameters(network));
                    }
                })
                .run();
        assertEquals(List.of("vid"), terms.get(14));
        assertEquals(List.of("cross-entropy", "soft-targets", "vid"), terms.get(15));
        for (String frozen : List.of("conv2.weight", "norm2.gamma", "norm2.mean", "norm2.variance", "logits.bias")) {
            assertEquals(seen.get(0).get(frozen), seen.get(15).get(frozen), frozen);
            assertNotEquals(seen.get(15).get(frozen), seen.get(30).get(frozen), frozen);
        }
        assertNotEquals(seen.get(0).get("conv1.weight"), seen.get(15).get("conv1.weight"));
        assertEquals(seen.get(15).get("conv1.weight"), seen.get(30).get("conv1.weight"));
        assertNotEquals(seen.get(15).get("norm1.mean"), seen.get(30).get("norm1.mean"));
        assertEquals(
                Map.of("restarted", 15L, "stages[0].objective[0].relu1", 15L, "stages[1].objective[2].relu1", 15L),
                end.session().steps());
    }

    /** Stages of 1, 1.5 and 1.5 epochs of 6 steps each. */
    private static List<Double> rates(Schedule schedule, boolean... restart) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < restart.length; i++) {
            stages.add(new Stage(
                    i == 0 ? Optional.of(1.0) : i == 1 ? Optional.of(1.5) : Optional.empty(),
                    Optional.empty(),
                    List.of(LABELS),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    restart[i]));
        }
        List<Double> rates = new ArrayList<>();
        loop(student(), new Stages(stages), 4, new Adam(schedule), e -> {
                    if (e instanceof Event.StepDone done) {
                        rates.add(done.rate());
                    }
                })
                .run();
        return rates;
    }

    /** {@code (1 + cos(pi k / n)) / 2} for n steps, by the definition of the cosine schedule. */
    private static Stream<Double> cosine(int steps) {
        return IntStream.range(0, steps).mapToObj(k -> 0.01 * (1 + Math.cos(Math.PI * k / steps)) / 2);
    }

    private static void assertRates(Stream<Double> expected, List<Double> actual) {
        assertArrayEquals(
                expected.mapToDouble(r -> r).toArray(),
                actual.stream().mapToDouble(r -> r).toArray(),
                1e-12);
    }

    @Test
    void each_stage_has_the_schedule_of_the_rate_to_itself() {
        Cosine cosine = new Cosine(0.01);
        assertRates(Stream.of(6, 9, 9).flatMap(StagedTrainingTest::cosine), rates(cosine, true, true, true));
        assertRates(Stream.of(15, 9).flatMap(StagedTrainingTest::cosine), rates(cosine, true, false, true));
        assertRates(Stream.of(6, 18).flatMap(StagedTrainingTest::cosine), rates(cosine, false, true, false));
        assertRates(cosine(24), rates(cosine, true, false, false));
    }

    /** A tenth of the rate after half an epoch: after 3 steps of each stage. */
    @Test
    void epochs_of_a_schedule_count_from_the_beginning_of_the_stage() {
        Stream<Double> expected =
                Stream.of(6, 9, 9).flatMap(steps -> IntStream.range(0, steps).mapToObj(k -> k < 3 ? 0.01 : 0.001));
        assertRates(expected, rates(new Steps(0.01, List.of(0.5), 0.1), true, true, true));
    }

    private static Map<String, INDArray> parameters(Network network) {
        Map<String, INDArray> all = new HashMap<>();
        network.segments()
                .forEach(s -> all.put(
                        s.node() + "." + s.parameter().name(),
                        network.parameter(s.node(), s.parameter().name()).dup()));
        return all;
    }

    /** What Adam knows of a frozen layer is what it knew before: thawed, it goes on as if no time had passed. */
    @Test
    void a_frozen_layer_leaves_no_trace_in_the_optimizer() {
        Network network = student();
        Stage frozen = new Stage(
                Optional.empty(), Optional.empty(), List.of(LABELS), List.of("*"), List.of(), Optional.empty());
        TrainingState end = loop(
                        network, new Stages(List.of(frozen)), 2, new Adam(new Constant(0.01), 0.9, 0.999, 1e-8, 0.1))
                .run();
        assertEquals(0, end.optimizer().orElseThrow().amaxNumber().doubleValue(), 0);
        assertEquals(student().parameters(), network.parameters());
    }

    /**
     * All is frozen for 6 of 12 steps; then Adam takes its first step: of the size of the rate, whatever the gradient. With the
     * corrections of its seventh step it would be half as large.
     */
    @Test
    void a_thawed_layer_begins_with_a_first_step_of_the_optimizer() {
        Network network = student();
        Stage frozen = new Stage(
                Optional.of(1.0), Optional.empty(), List.of(LABELS), List.of("*"), List.of(), Optional.empty());
        INDArray before = network.parameter("logits", "weight").dup();
        INDArray[] after = new INDArray[1];
        int[] step = new int[1];
        Adam adam = new Adam(new Constant(0.01), 0.9, 0.999, 1e-8, 0);
        loop(network, new Stages(List.of(frozen, new Stage(List.of(LABELS)))), 2, adam, e -> {
                    if (e instanceof Event.StepDone && ++step[0] == 7) {
                        after[0] = network.parameter("logits", "weight").dup();
                    }
                })
                .run();
        assertEquals(0.01, after[0].sub(before).amaxNumber().doubleValue(), 1e-5);
    }

    @Test
    void adapters_learn_and_are_no_part_of_the_student() {
        List<Double> hints = new ArrayList<>();
        Network network = student();
        TrainingState end = loop(network, new Plain(List.of(LABELS, HINT)), 12, new Adam(new Constant(0.01)), e -> {
                    if (e instanceof Event.EpochDone done) {
                        hints.add(done.parts().get(1).value());
                    }
                })
                .run();
        assertTrue(hints.get(11) < hints.get(0) - 0.1, hints.toString());
        assertEquals(student().parameters().length(), end.parameters().length());
        assertEquals(
                List.of("objective[1].relu1.optimizer", "objective[1].relu1.parameters"),
                List.copyOf(end.session().arrays().keySet()));
    }

    @Test
    void what_does_not_fit_is_told_at_once() {
        Method method = new Stages(List.of(
                new Stage(
                        Optional.of(4.0),
                        Optional.empty(),
                        List.of(HINT),
                        List.of("cnv1"),
                        List.of(),
                        Optional.empty()),
                new Stage(
                        Optional.of(4.0),
                        Optional.empty(),
                        List.of(new WeightedLoss(1, Taps.of("relu7"), new Vid(Reduction.ELEMENT_MEAN))),
                        List.of(),
                        List.of(),
                        Optional.of("relu3"))));
        List<String> problems = assertThrows(
                        MethodException.class, () -> loop(student(), method, 6, new Adam(new Constant(0.01))))
                .problems();
        String all = String.join("\n", problems);
        assertTrue(
                problems.get(0)
                        .startsWith(
                                "method: stages[0].freeze: the student has no parameters in 'cnv1'. Did you mean 'conv1'?"),
                all);
        assertTrue(all.contains("method: stages[1] goes from 0.6667 to 1.333 of the training, which ends at 1"), all);
        assertTrue(
                all.contains("method: stages[1].up-to: the student has no layer 'relu3'. Did you mean 'relu1'?"), all);
        assertTrue(all.contains("method: stages[1].objective[0]: the student has no tap 'relu7'."), all);
        assertTrue(all.contains("method: stages[1].objective[0]: the student has no tap 'log-scale'."), all);
    }

    @Test
    void a_state_of_another_method_is_refused() {
        Optimizer adam = new Adam(new Constant(0.01));
        TrainingState other =
                loop(student(), new Plain(List.of(LABELS)), 1, adam).run();
        TrainingLoop later = loop(student(), new Plain(List.of(LABELS, HINT)), 2, adam);
        String message =
                assertThrows(RunException.class, () -> later.resume(other)).getMessage();
        assertTrue(message.contains("holds [] of the method") && message.contains("objective[1].relu1"), message);
    }
}
