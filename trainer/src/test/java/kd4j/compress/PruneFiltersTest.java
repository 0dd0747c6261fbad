package kd4j.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kd4j.compress.Prune.Criterion;
import kd4j.compress.Prune.Growth;
import kd4j.compress.Prune.Scope;
import kd4j.compress.Prune.Structure;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.Parameter;
import kd4j.model.architecture.DsCnn;
import kd4j.model.architecture.GruNetwork;
import kd4j.model.architecture.Lenet;
import kd4j.model.architecture.Mlp;
import kd4j.model.architecture.Mobile;
import kd4j.model.architecture.PlainCnn;
import kd4j.model.architecture.Resnet;
import kd4j.model.architecture.SignalCnn;
import kd4j.model.architecture.Wrn;
import kd4j.model.join.Concat;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.MaxPool;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PruneFiltersTest {
    private static Prune of(
            Criterion criterion, Scope scope, double penalty, List<String> layers, EpochSchedule schedule) {
        return new Prune(
                Optional.of(0.5),
                Optional.empty(),
                Structure.FILTER,
                criterion,
                penalty,
                scope,
                Growth.POLYNOMIAL,
                layers,
                schedule);
    }

    private interface Contract extends CompressionContract {
        Criterion criterion();

        Scope scope();

        @Override
        default Compression compression() {
            return with(EpochSchedule.between(1, 3));
        }

        @Override
        default Compression with(EpochSchedule schedule) {
            return of(criterion(), scope(), penalty(), List.of("*"), schedule);
        }

        @Override
        default Compression with(List<String> layers) {
            return of(criterion(), scope(), penalty(), layers, EpochSchedule.at(2));
        }

        default double penalty() {
            return criterion() == Criterion.BN_GAMMA ? 1e-3 : 0;
        }

        /** Of 4 + 4 + 8 + 8 filters, 12 are left; a vector has the length that these have parameters. */
        @Override
        default void mustHaveForm(Network network, INDArray vector) {
            int filters = IntStream.rangeClosed(1, 4)
                    .map(i -> network.blueprint().shapes().get("conv" + i).channels())
                    .sum();
            assertEquals(12, filters);
            assertEquals(network.parameters().length(), vector.length());
        }

        @Override
        @Test
        default void refusesLayersThatAreNotThere() {
            CompressionContract.super.refusesLayersThatAreNotThere();
        }
    }

    @Nested
    class ByMagnitude implements Contract {
        @Override
        public Criterion criterion() {
            return Criterion.L1;
        }

        @Override
        public Scope scope() {
            return Scope.LAYER;
        }
    }

    @Nested
    class ByTaylor implements Contract {
        @Override
        public Criterion criterion() {
            return Criterion.TAYLOR;
        }

        @Override
        public Scope scope() {
            return Scope.GLOBAL;
        }
    }

    @Nested
    class ByScale implements Contract {
        @Override
        public Criterion criterion() {
            return Criterion.BN_GAMMA;
        }

        @Override
        public Scope scope() {
            return Scope.GLOBAL;
        }
    }

    static Stream<Blueprint> networks() {
        Shape image = Shape.of(16, 16, 3);
        return Stream.of(
                new Mlp(List.of(12, 7), 0, 0).blueprint(image, 4),
                new Lenet().blueprint(Shape.of(28, 28, 1), 10),
                new PlainCnn(List.of(6, 8), true, 2).blueprint(image, 4),
                new PlainCnn(List.of(6, 8), false, 1).blueprint(image, 4),
                new Resnet(8, List.of(6, 8, 10), 6).blueprint(image, 4),
                new Wrn(10, 1, 0).blueprint(image, 4),
                new Mobile(0.25).blueprint(image, 4),
                new DsCnn(8, 2).blueprint(image, 4),
                new SignalCnn(List.of(6, 8, 10), 3).blueprint(Shape.of(16, 2), 4),
                branches());
    }

    /** Two branches side by side, then a convolution of both, then dense layers of all its pixels. */
    private static Blueprint branches() {
        Blueprint.Builder plan = Blueprint.of(Shape.of(6, 6, 2));
        plan.then("left", new Conv2d(5, 3, 1, Optional.empty(), true));
        plan.add("right", new Conv2d(4, 1, 1, Optional.empty(), true), Blueprint.INPUT);
        plan.then("bent", new Activation(Function.TANH));
        plan.add("both", new Concat(), "left", "bent");
        plan.then("third", new Conv2d(6, 3, 1, Optional.empty(), true)).then("pool", new MaxPool(2, Optional.empty()));
        plan.then("flat", new Flatten()).then("hidden", new Dense(7, true));
        plan.then("gelu", new Activation(Function.GELU));
        return plan.then(Blueprint.LOGITS, new Dense(3, true)).build();
    }

    /** No parameter is left at a number that hides a mistake. */
    private static Network drawn(Blueprint blueprint, Random random) {
        Network network = Network.create(blueprint, 3, DataType.DOUBLE);
        for (Network.Segment s : network.segments()) {
            if (s.parameter().role() != Parameter.Role.WEIGHT) {
                double[] numbers = random.doubles(s.to() - s.from(), 0.5, 1.5).toArray();
                Weights.write(numbers, Weights.part(network.parameters(), s));
            }
        }
        return network;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void removed_channels_give_the_answers_of_zeroed_ones(Blueprint blueprint) {
        Random random = new Random(1);
        Network network = drawn(blueprint, random);
        Channels channels = Channels.of(blueprint);
        Set<Integer> removed = new TreeSet<>();
        for (Channels.Group group : channels.groups(List.of("*"))) {
            List<Integer> all = new ArrayList<>(group.channels());
            java.util.Collections.shuffle(all, random);
            removed.addAll(all.subList(0, all.size() / 2));
        }
        assertTrue(removed.size() >= 5, "something is removed");
        Network small = new Removal(network, channels, removed).apply(9);
        assertTrue(small.blueprint().parameters() < blueprint.parameters());
        assertTrue(small.blueprint().macs() < blueprint.macs());
        zero(network, channels, removed);
        INDArray rows = Nd4j.createFromArray(
                        random.doubles(4L * blueprint.input().values(), -1, 1).toArray())
                .reshape('c', blueprint.input().batch(4));
        INDArray whole = network.forward(rows, Set.of(Blueprint.LOGITS)).get(Blueprint.LOGITS);
        INDArray less = small.forward(rows, Set.of(Blueprint.LOGITS)).get(Blueprint.LOGITS);
        double size = whole.amaxNumber().doubleValue();
        assertTrue(size > 1e-3, "the answers are not all but 0");
        assertEquals(0, whole.sub(less).amaxNumber().doubleValue(), 1e-9 * Math.max(1, size));
        assertEquals(whole.argMax(1), less.argMax(1));
    }

    /** Every number that makes one of these channels, by the layout of each kind of layer. */
    private static void zero(Network network, Channels channels, Set<Integer> removed) {
        for (Network.Segment s : network.segments()) {
            int[] at = channels.at(s.node());
            INDArray part = Weights.part(network.parameters(), s);
            double[] numbers = Weights.numbers(part);
            boolean matrix = s.parameter().shape().rank() == 2;
            for (int i = 0; i < numbers.length; i++) {
                int channel = matrix ? i % at.length : i / (numbers.length / at.length);
                numbers[i] = removed.contains(at[channel]) ? 0 : numbers[i];
            }
            Weights.write(numbers, part);
        }
    }

    /**
     * By hand: the stem and the first stage's second convolution go into one sum, those of the other stages into one each with their
     * skips; the three first convolutions stand alone.
     */
    @Test
    void residual_sums_make_one_group() {
        Blueprint blueprint = new Resnet(8, List.of(6, 8, 10), 6).blueprint(Shape.of(16, 16, 3), 4);
        List<Channels.Group> groups = Channels.of(blueprint).groups(List.of("*"));
        assertEquals(
                Set.of(
                        Set.of("stem.conv", "stage1.block1.conv2"),
                        Set.of("stage1.block1.conv1"),
                        Set.of("stage2.block1.conv1"),
                        Set.of("stage2.block1.conv2", "stage2.block1.skip-conv"),
                        Set.of("stage3.block1.conv1"),
                        Set.of("stage3.block1.conv2", "stage3.block1.skip-conv")),
                names(groups));
        assertEquals(
                List.of(6, 6, 8, 8, 10, 10),
                groups.stream().map(g -> g.channels().size()).sorted().toList());
        assertEquals(
                Set.of(Set.of("stage1.block1.conv1"), Set.of("stage2.block1.conv1"), Set.of("stage3.block1.conv1")),
                names(Channels.of(blueprint).groups(List.of("*.conv1"))));
    }

    private static Set<Set<String>> names(List<Channels.Group> groups) {
        return groups.stream().map(Channels.Group::layers).collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void what_cannot_be_removed_is_told() {
        Setting recurrent = new Setting(new GruNetwork(List.of(5)).blueprint(Shape.of(8, 2), 3), 5, 6, 1);
        Prune prune = of(Criterion.L1, Scope.LAYER, 0, List.of("*"), EpochSchedule.at(2));
        CompressException e = assertThrows(CompressException.class, () -> Compressing.begin(List.of(prune), recurrent));
        assertTrue(e.getMessage().contains("no channels of the layers that are meant can be removed"), e.getMessage());
        Prune early = of(Criterion.TAYLOR, Scope.LAYER, 0, List.of("*"), EpochSchedule.at(0.5));
        CompressException taylor =
                assertThrows(CompressException.class, () -> Compressing.begin(List.of(early), Trainings.setting()));
        assertTrue(taylor.getMessage().contains("Begin with epoch 1 or later"), taylor.getMessage());
        Setting plain = new Setting(new PlainCnn(List.of(4), false, 1).blueprint(Trainings.SHAPE, 3), 5, 6, 1);
        Prune scaled = of(Criterion.BN_GAMMA, Scope.LAYER, 0, List.of("*"), EpochSchedule.at(2));
        CompressException norm = assertThrows(CompressException.class, () -> Compressing.begin(List.of(scaled), plain));
        assertTrue(norm.getMessage().contains("choose l1 or taylor"), norm.getMessage());
    }

    /** Kernels of mean magnitude 3, 1, 2 and 4: half of them is the second and third. */
    @Test
    void the_least_go() {
        Network network = Network.create(new PlainCnn(List.of(4), true, 1).blueprint(Trainings.SHAPE, 3), 1);
        INDArray weight = network.parameter("conv1", "weight");
        double[] magnitudes = {3, -1, 2, -4};
        for (int i = 0; i < 4; i++) {
            weight.slice(i).assign(magnitudes[i]);
        }
        Prune prune = of(Criterion.L1, Scope.LAYER, 0, List.of("*"), EpochSchedule.at(0));
        Compressing plan = Compressing.begin(List.of(prune), new Setting(network.blueprint(), 2, 1, 0));
        plan.adopt(network);
        Network small = plan.reshape(network, 0).orElseThrow();
        assertEquals(2, small.parameter("conv1", "weight").size(0));
        assertEquals(3, small.parameter("conv1", "weight").getDouble(0, 0, 0, 0));
        assertEquals(-4, small.parameter("conv1", "weight").getDouble(1, 0, 0, 0));
        assertEquals(
                network.parameter("logits", "weight").getDouble(3, 2),
                small.parameter("logits", "weight").getDouble(1, 2));
        // Before: 4 kernels of 9, scale and shift of each, 3 * 4 weights and 3 biases.
        assertTrue(
                plan.outcomes(small)
                        .get(0)
                        .sentence()
                        .contains("2 of 4 filters in 1 groups of layers are gone: a share of 0.5000, asked for 0.5000;"
                                + " parameters 31, before 59; MACs 294, before 588"),
                plan.outcomes(small).get(0).sentence());
    }

    /** (gamma * its gradient + beta * its gradient)^2, summed over the steps, by numbers of this test's own. */
    @Test
    void taylor_is_the_squared_change_to_first_order() {
        Network network = Network.create(new PlainCnn(List.of(2), true, 1).blueprint(Trainings.SHAPE, 3), 1);
        network.parameter("norm1", "gamma").assign(Nd4j.createFromArray(2f, 3f));
        network.parameter("norm1", "beta").assign(Nd4j.createFromArray(1f, -1f));
        for (Network.Segment s : network.segments()) {
            double gradient = s.parameter().name().equals("gamma") ? 0.5 : 2;
            Weights.part(network.gradients(), s).assign(gradient);
        }
        Channels channels = Channels.of(network.blueprint());
        double[] changes = new Importance(network, channels).changes();
        int[] at = channels.at("conv1");
        assertEquals(Math.pow(2 * 0.5 + 1 * 2, 2), changes[at[0]], 1e-6);
        assertEquals(Math.pow(3 * 0.5 - 1 * 2, 2), changes[at[1]], 1e-6);
    }
}
