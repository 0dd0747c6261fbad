package kd4j.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import kd4j.component.KeyException;
import kd4j.compress.Prune.Criterion;
import kd4j.compress.Prune.Growth;
import kd4j.compress.Prune.Scope;
import kd4j.compress.Prune.Structure;
import kd4j.data.Shape;
import kd4j.engine.TrainingLoop;
import kd4j.model.Network;
import kd4j.model.Parameter;
import kd4j.model.architecture.Mlp;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PruneTest {
    private static final EpochSchedule SCHEDULE = EpochSchedule.between(1, 3);

    private static Prune of(double sparsity, Scope scope, List<String> layers, EpochSchedule schedule) {
        return new Prune(
                Optional.of(sparsity),
                Optional.empty(),
                Structure.WEIGHT,
                Criterion.L1,
                0,
                scope,
                Growth.POLYNOMIAL,
                layers,
                schedule);
    }

    private static Prune of(String pattern) {
        return of(pattern, List.of("*"), EpochSchedule.at(1));
    }

    private static Prune of(String pattern, List<String> layers, EpochSchedule schedule) {
        return new Prune(
                Optional.empty(),
                Optional.of(pattern),
                Structure.WEIGHT,
                Criterion.L1,
                0,
                Scope.LAYER,
                Growth.CONSTANT,
                layers,
                schedule);
    }

    private static long zeros(INDArray vector, Network.Segment segment) {
        return Weights.zeros(Weights.part(vector, segment));
    }

    @Nested
    class ByLayer implements CompressionContract {
        @Override
        public Compression compression() {
            return with(early());
        }

        @Override
        public Compression with(EpochSchedule schedule) {
            return of(0.75, Scope.LAYER, List.of("conv*"), schedule);
        }

        @Override
        public Compression with(List<String> layers) {
            return of(0.75, Scope.LAYER, layers, SCHEDULE);
        }

        /** 36, 144, 288 and 576 weights, three quarters of which are whole numbers. */
        @Override
        public void mustHaveForm(Network network, INDArray vector) {
            network.segments().stream().filter(s -> s.node().startsWith("conv")).forEach(s -> {
                assertEquals(Parameter.Role.WEIGHT, s.parameter().role());
                assertTrue(zeros(vector, s) >= (s.to() - s.from()) * 3 / 4, s.node());
            });
        }
    }

    @Nested
    class Together implements CompressionContract {
        @Override
        public Compression compression() {
            return with(EpochSchedule.at(2));
        }

        @Override
        public Compression with(EpochSchedule schedule) {
            return of(0.9, Scope.GLOBAL, List.of("*"), schedule);
        }

        @Override
        public Compression with(List<String> layers) {
            return of(0.9, Scope.GLOBAL, layers, SCHEDULE);
        }

        /** 36 + 144 + 288 + 576 + 24 = 1068 weights, of which 961 are pruned. */
        @Override
        public void mustHaveForm(Network network, INDArray vector) {
            assertTrue(Weights.of(network, List.of("*")).stream()
                            .mapToLong(s -> zeros(vector, s))
                            .sum()
                    >= 961);
        }
    }

    @Nested
    class TwoOfFour implements CompressionContract {
        @Override
        public Compression compression() {
            return of("2:4");
        }

        @Override
        public Compression with(EpochSchedule schedule) {
            return of("2:4", List.of("*"), schedule);
        }

        @Override
        public Compression with(List<String> layers) {
            return of("2:4", layers, EpochSchedule.at(1));
        }

        /** Of each four input channels of conv4, {@code [8, 8, 3, 3]}, two are 0 at each place of the kernel; logits have 8 inputs. */
        @Override
        public void mustHaveForm(Network network, INDArray vector) {
            double[] conv = Weights.numbers(Weights.part(vector, segment(network, "conv4")));
            for (int out = 0; out < 8; out++) {
                for (int group = 0; group < 2; group++) {
                    for (int place = 0; place < 9; place++) {
                        int zeros = 0;
                        for (int in = 0; in < 4; in++) {
                            zeros += conv[(out * 8 + group * 4 + in) * 9 + place] == 0 ? 1 : 0;
                        }
                        assertTrue(zeros >= 2);
                    }
                }
            }
            double[] dense = Weights.numbers(Weights.part(vector, segment(network, "logits")));
            for (int unit = 0; unit < 3; unit++) {
                for (int group = 0; group < 2; group++) {
                    int zeros = 0;
                    for (int in = 0; in < 4; in++) {
                        zeros += dense[(group * 4 + in) * 3 + unit] == 0 ? 1 : 0;
                    }
                    assertTrue(zeros >= 2);
                }
            }
        }

        private static Network.Segment segment(Network network, String node) {
            return network.segments().stream()
                    .filter(s -> s.node().equals(node) && s.parameter().name().equals("weight"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** 0.8 (1 - (1 - 1/4)^3) = 0.8 * 37/64 = 0.4625, and so on: Zhu and Gupta's equation 1 with an initial share of 0. */
    @Test
    void grows_by_the_cubic_polynomial() {
        Prune prune = new Prune(0.8);
        assertEquals(0, prune.share(0), 1e-12);
        assertEquals(0.4625, prune.share(0.25), 1e-12);
        assertEquals(0.7, prune.share(0.5), 1e-12);
        assertEquals(0.8, prune.share(1), 1e-12);
    }

    /** Magnitudes 1 to 6: half of them is 1, 2 and 3. */
    @Test
    void the_smallest_go() {
        Network network = Network.create(new Mlp(List.of(), 0, 0).blueprint(Shape.of(2), 3), 1);
        network.parameter("logits", "weight").assign(Nd4j.create(new float[][] {{-5, 1, 6}, {3, -2, 4}}));
        network.parameter("logits", "bias").assign(Nd4j.create(new float[] {0.1f, 0.1f, 0.1f}));
        Prune prune = of(0.5, Scope.LAYER, List.of("*"), EpochSchedule.at(0));
        Compressing plan = Compressing.begin(List.of(prune), new Setting(network.blueprint(), 1, 1, 0));
        plan.adopt(network);
        assertTrue(plan.enter(network, 0));
        plan.hold(network.parameters());
        assertArrayEquals(new double[] {-5, 0, 6, 0, 0, 4}, Weights.numbers(network.parameter("logits", "weight")), 0);
        assertArrayEquals(new double[] {0.1, 0.1, 0.1}, Weights.numbers(network.parameter("logits", "bias")), 1e-6);
        Footprint print = Footprint.of(network);
        assertEquals(new Footprint(9, 6, 6, 3), print);
        assertEquals(1 / 3.0, print.sparsity(), 1e-12);
        assertTrue(plan.outcomes(network).get(0).sentence().contains("3 of 6 weights in 1 layers are 0"));
    }

    @Test
    void the_best_epoch_is_one_behind_the_last_turn() {
        var states = Trainings.states(List.of(of(0.75, Scope.LAYER, List.of("*"), SCHEDULE)));
        for (int i = 0; i < 4; i++) {
            assertEquals(i + 1, states.get(i).best().epoch());
        }
        assertTrue(states.get(4).best().epoch() >= 4);
        TrainingLoop loop = Trainings.loop(List.of(of(0.75, Scope.LAYER, List.of("*"), SCHEDULE)), Trainings.adam());
        loop.network().setParameters(loop.run().bestParameters());
        assertTrue(loop.outcomes().get(0).happened());
    }

    @Test
    void refuses_what_cannot_be_meant() {
        KeyException both = assertThrows(
                KeyException.class,
                () -> new Prune(
                        Optional.of(0.5),
                        Optional.of("2:4"),
                        Structure.WEIGHT,
                        Criterion.L1,
                        0,
                        Scope.LAYER,
                        Growth.CONSTANT,
                        List.of("*"),
                        EpochSchedule.at(1)));
        assertTrue(both.getMessage().contains("either sparsity or pattern"), both.getMessage());
        assertTrue(assertThrows(KeyException.class, () -> new Prune(1.0))
                .getMessage()
                .contains("a number above 0 and below 1"));
        assertTrue(
                assertThrows(KeyException.class, () -> of("4:2")).getMessage().contains("such as 2:4"));
        assertTrue(assertThrows(KeyException.class, () -> EpochSchedule.between(3, 1))
                .getMessage()
                .contains("a number from begin, 3.0"));
        CompressException none =
                assertThrows(CompressException.class, () -> Compressing.begin(List.of(of("3:7")), Trainings.setting()));
        assertTrue(
                none.getMessage().contains("no multiple") || none.getMessage().contains("multiple of the second"));
    }
}
