package kd4j.compress.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.architecture.DsCnn;
import kd4j.model.architecture.GruNetwork;
import kd4j.model.architecture.PlainCnn;
import kd4j.model.architecture.Resnet;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.GlobalAveragePool;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PostTrainingTest {
    private static final Shape IMAGE = Shape.of(8, 8, 3);

    private final INDArray rows = rows(IMAGE, 40, 3);

    private static INDArray rows(Shape shape, int count, long seed) {
        java.util.Random random = new java.util.Random(seed);
        float[] values = new float[count * shape.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 + random.nextGaussian());
        }
        return Nd4j.create(values, shape.batch(count), 'c');
    }

    /** With running statistics and parameters away from their start. */
    private static Network trained(Blueprint plan) {
        Network network = Network.create(plan, 4);
        for (int step = 0; step < 8; step++) {
            network.learn(
                    rows(plan.input(), 16, step),
                    Set.of(),
                    step,
                    a -> Map.of("logits", a.get("logits").div(16)));
            network.parameters().subi(network.gradients().mul(0.01));
        }
        return network;
    }

    private static INDArray logits(Network network, INDArray rows) {
        return network.forward(rows, Set.of("logits")).get("logits");
    }

    private static double apart(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }

    /** Against the network with its batch norms; by hand for one channel. */
    @Test
    void foldingKeepsTheAnswers() {
        for (Blueprint plan : List.of(
                new PlainCnn(List.of(4, 6), true, 1).blueprint(IMAGE, 3),
                new Resnet(8, List.of(4, 6, 8), 4).blueprint(IMAGE, 3),
                new DsCnn(8, 2).blueprint(IMAGE, 3))) {
            try (Network network = trained(plan);
                    Network folded = Folding.of(network)) {
                assertTrue(folded.blueprint().nodes().stream().noneMatch(n -> n.operation() instanceof BatchNorm));
                assertTrue(apart(logits(network, rows), logits(folded, rows)) < 1e-5);
            }
        }
        Blueprint small = Blueprint.of(Shape.of(2))
                .then("dense", new Dense(1, true))
                .then("norm", new BatchNorm(0.5, 0.1))
                .then("logits", new Dense(2, true))
                .build();
        try (Network network = Network.create(small, 1)) {
            network.parameter("dense", "weight")
                    .assign(Nd4j.createFromArray(3f, -2f).reshape(2, 1));
            network.parameter("dense", "bias").assign(1);
            network.parameter("norm", "gamma").assign(6);
            network.parameter("norm", "beta").assign(0.25);
            network.parameter("norm", "mean").assign(2);
            network.parameter("norm", "variance").assign(3.5);
            try (Network folded = Folding.of(network)) {
                // 6 / sqrt(3.5 + 0.5) = 3; 3 (1 - 2) + 0.25 = -2.75
                assertEquals(9f, folded.parameter("dense", "weight").getFloat(0));
                assertEquals(-6f, folded.parameter("dense", "weight").getFloat(1));
                assertEquals(-2.75f, folded.parameter("dense", "bias").getFloat(0));
            }
        }
    }

    /** A batch norm that two layers feed on, or that has no convolution before it, stays. */
    @Test
    void foldsOnlyWhatNobodyElseSees() {
        Blueprint plan = Blueprint.of(Shape.of(3))
                .then("first", new BatchNorm(1e-5, 0.1))
                .then("dense", new Dense(4, true))
                .add("norm", new BatchNorm(1e-5, 0.1), "dense")
                .add("sum", new kd4j.model.join.Add(), "norm", "dense")
                .then("logits", new Dense(2, true))
                .build();
        try (Network network = trained(plan);
                Network folded = Folding.of(network)) {
            assertEquals(plan, folded.blueprint());
            assertEquals(network.parameters(), folded.parameters());
        }
    }

    /** By hand: r1 = (8, 1), r2 = (2, 1): both become sqrt(16) = 4 and 1. */
    @Test
    void equalisationGivesBothLayersOneRange() {
        Blueprint plan = Blueprint.of(Shape.of(2))
                .then("first", new Dense(2, true))
                .then("relu", new Activation(Function.RELU))
                .then("logits", new Dense(2, true))
                .build();
        try (Network network = Network.create(plan, 1)) {
            network.parameter("first", "weight")
                    .assign(Nd4j.createFromArray(8f, 1, -4, 0.5f).reshape(2, 2));
            network.parameter("first", "bias").assign(Nd4j.createFromArray(6f, 3));
            network.parameter("logits", "weight")
                    .assign(Nd4j.createFromArray(2f, -1, 1, 0.5f).reshape(2, 2));
            INDArray some = rows(Shape.of(2), 30, 5);
            INDArray before = logits(network, some);
            assertEquals(List.of("first-logits"), Equalisation.of(network));
            assertTrue(apart(before, logits(network, some)) < 1e-5);
            assertEquals(Nd4j.createFromArray(4f, 1, -2, 0.5f).reshape(2, 2), network.parameter("first", "weight"));
            assertEquals(Nd4j.createFromArray(3f, 3), network.parameter("first", "bias"));
            assertEquals(Nd4j.createFromArray(4f, -2, 1, 0.5f).reshape(2, 2), network.parameter("logits", "weight"));
        }
    }

    @Test
    void equalisationReachesThroughPoolingAndDepthwiseConvolutions() {
        for (Blueprint plan : List.of(
                new PlainCnn(List.of(4, 6), true, 2).blueprint(IMAGE, 3), new DsCnn(8, 2).blueprint(IMAGE, 3))) {
            try (Network network = trained(plan);
                    Network folded = Folding.of(network)) {
                INDArray before = logits(folded, rows);
                assertTrue(Equalisation.of(folded).size() >= 4);
                assertTrue(apart(before, logits(folded, rows)) < 1e-4);
            }
        }
    }

    @Test
    void placesRoundingAroundQuantisedLayers() {
        Blueprint plan = new Resnet(8, List.of(4, 6, 8), 4).blueprint(IMAGE, 3);
        try (Network network = Network.create(plan, 1);
                Network folded = Folding.of(network)) {
            Placement placement = Placement.of(folded.blueprint(), List.of("*"), 8, false);
            Set<String> names = placement.plan().shapes().keySet();
            assertEquals(List.of(), placement.floats());
            assertTrue(placement.quantised().containsAll(List.of("stem.conv", "stage1.sum", "features", "logits")));
            assertTrue(names.contains("fake-quantise.input") && names.contains("fake-quantise.stem"));
            assertFalse(names.contains("fake-quantise.stem.conv"), "the relu behind it is rounded instead");
            assertFalse(names.contains("fake-quantise.logits"));
            assertEquals(folded.blueprint(), Placement.without(placement.plan()));
            Placement some = Placement.of(folded.blueprint(), List.of("stage2*"), 8, false);
            assertTrue(some.floats().containsAll(List.of("stem.conv", "logits")));
            assertTrue(some.quantised().contains("stage2.block1.conv1")
                    || some.quantised().contains("stage2.conv1"));
        }
        Placement recurrent =
                Placement.of(new GruNetwork(List.of(5)).blueprint(Shape.of(7, 3), 2), List.of("*"), 8, false);
        assertEquals(List.of("gru1"), recurrent.floats());
        assertEquals(List.of("logits"), recurrent.quantised());
    }

    /** By 8 bits, a network of normal weights loses about a percent of its answers' spread. */
    @Test
    void everyCalibrationStaysNearTheExactAnswers() {
        try (Network network = trained(new PlainCnn(List.of(8, 12), true, 1).blueprint(IMAGE, 3))) {
            INDArray exact = logits(network, rows);
            double spread = exact.maxNumber().doubleValue() - exact.minNumber().doubleValue();
            for (Calibration kind : List.of(new MinMax(), new Percentile(99.99), new Mse(), new Entropy())) {
                var settings = new PostTraining.Settings(kind, true, true, 8, List.of("*"));
                try (PostTraining rounded = PostTraining.of(network, settings, rows)) {
                    double apart = apart(exact, logits(rounded.network(), rows));
                    // Entropy cuts off more than the others where few numbers were seen.
                    double share = kind instanceof Entropy ? 0.2 : 0.1;
                    assertTrue(apart > 0 && apart < share * spread, kind + ": " + apart + " of " + spread);
                    assertEquals(spread / 255, rounded.step(), share * spread / 255);
                }
            }
        }
    }

    /** The mean of each logit over the rows of calibration, against the exact network's. */
    @Test
    void biasCorrectionTakesShiftsOut() {
        try (Network network = trained(new PlainCnn(List.of(8, 12), true, 1).blueprint(IMAGE, 3))) {
            double[] shifts = new double[2];
            for (int i = 0; i < 2; i++) {
                var settings = new PostTraining.Settings(new Percentile(90), i == 1, false, 8, List.of("*"));
                try (PostTraining rounded = PostTraining.of(network, settings, rows)) {
                    shifts[i] = logits(rounded.network(), rows)
                            .mean(0)
                            .sub(logits(network, rows).mean(0))
                            .amaxNumber()
                            .doubleValue();
                }
            }
            assertTrue(shifts[1] < 1e-3 && shifts[0] > 5 * shifts[1], shifts[0] + " and " + shifts[1]);
        }
    }

    /** By hand: an input step of 2/255 and weights of 1/127 give bias steps of 6.18e-5; 0.5 is 8096 of them, 8096.25 rounded. */
    @Test
    void biasesAreRoundedToTheStepsOfProducts() {
        Blueprint plan =
                Blueprint.of(Shape.of(1)).then("logits", new Dense(1, true)).build();
        try (Network network = Network.create(plan, 1)) {
            network.parameter("logits", "weight").assign(1);
            network.parameter("logits", "bias").assign(0.5);
            INDArray some = Nd4j.createFromArray(0f, 2f).reshape(2, 1);
            try (PostTraining rounded = PostTraining.of(network, PostTraining.Settings.USUAL, some)) {
                assertEquals(
                        8096 * (2.0 / 255 / 127),
                        rounded.network().parameter("logits", "bias").getDouble(0),
                        1e-7);
            }
            network.parameter("logits", "bias").assign(1e9);
            String message = assertThrows(
                            QuantiseException.class, () -> PostTraining.of(network, PostTraining.Settings.USUAL, some))
                    .getMessage();
            assertTrue(message.contains("layer 'logits', channel 0: its bias 1.0E9"), message);
        }
    }

    @Test
    void networksOfDoublesAreQuantisedToo() {
        Blueprint plan = Blueprint.of(IMAGE)
                .then("conv", new Conv2d(4, 3, 1, Optional.empty(), true))
                .then("mean", new GlobalAveragePool())
                .then("logits", new Dense(2, true))
                .build();
        try (Network network = Network.create(plan, 2, DataType.DOUBLE);
                PostTraining rounded = PostTraining.of(network, PostTraining.Settings.USUAL, rows)) {
            assertTrue(apart(logits(network, rows).castTo(DataType.FLOAT), logits(rounded.network(), rows)) < 0.1);
        }
    }

    @Test
    void flattenedImagesStayOnTheirGrid() {
        Blueprint plan = Blueprint.of(IMAGE)
                .then("flat", new Flatten())
                .then("logits", new Dense(2, true))
                .build();
        try (Network network = trained(plan);
                PostTraining rounded = PostTraining.of(network, PostTraining.Settings.USUAL, rows)) {
            Grids grids = Grids.of(rounded.network());
            assertEquals(grids.of(Placement.rounding("input")), grids.of("flat"));
            assertTrue(grids.of("input").isEmpty());
        }
    }
}
