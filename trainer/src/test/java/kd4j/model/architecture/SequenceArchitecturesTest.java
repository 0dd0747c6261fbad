package kd4j.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.component.Components;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.layer.Positions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers of parameters and multiply-accumulates are worked out by hand in the comments. */
class SequenceArchitecturesTest {
    private static final Shape SIGNAL = Shape.of(50, 6);

    private static Transformer transformer(int size, int heads, int blocks, Optional<Integer> vocabulary) {
        return new Transformer(size, heads, blocks, 4, Positions.Kind.SINUSOIDAL, vocabulary);
    }

    @Test
    void gruOfTwoLayers() {
        Blueprint plan = new GruNetwork(List.of(32, 16)).blueprint(SIGNAL, 5);
        // gru1 3*32*(6+32) + 2*96 = 3648 + 192, gru2 3*16*(32+16) + 2*48 = 2304 + 96, logits 16*5+5
        assertEquals(3840 + 2400 + 85, plan.parameters());
        // gru1 50 * 3648, gru2 50 * 2304, logits 80
        assertEquals(182_400 + 115_200 + 80, plan.macs());
        assertEquals(Map.of("gru1", Shape.of(50, 32), "gru2", Shape.of(16), "logits", Shape.of(5)), plan.shapes());
    }

    @Test
    void transformerOfSignals() {
        Blueprint plan = transformer(64, 4, 2, Optional.empty()).blueprint(SIGNAL, 5);
        // embedding 6*64+64 = 448; a block: two norms 2*128, attention 4*(64*64+64) = 16640, widened 64*256+256 =
        // 16640,
        // feed-forward 256*64+64 = 16448; norm 128, logits 64*5+5
        assertEquals(448 + 2 * (256 + 16_640 + 16_640 + 16_448) + 128 + 325, plan.parameters());
        // embedding 50*384; a block: attention 50*4*4096 + 2*50*50*64, widened and feed-forward 50*16384 each; logits
        // 320
        assertEquals(19_200 + 2 * (819_200 + 320_000 + 819_200 + 819_200) + 320, plan.macs());
    }

    @Test
    void transformerOfWords() {
        Blueprint plan =
                new Transformer(8, 2, 1, 2, Positions.Kind.LEARNED, Optional.of(100)).blueprint(Shape.of(20), 3);
        // embedding 800, positions 160, norms 2*16, attention 4*72, widened 8*16+16, feed-forward 16*8+8, norm 16,
        // logits 27
        assertEquals(800 + 160 + 32 + 288 + 144 + 136 + 16 + 27, plan.parameters());
    }

    @Test
    void namesOfTheTransformersTaps() {
        Blueprint plan = transformer(8, 2, 1, Optional.empty()).blueprint(SIGNAL, 5);
        assertEquals(
                List.of(
                        "embedding",
                        "positions",
                        "block1.norm1",
                        "block1.attention",
                        "block1.attended",
                        "block1.norm2",
                        "block1.widened",
                        "block1.gelu",
                        "block1.feed-forward",
                        "block1.output",
                        "norm",
                        "mean",
                        "logits"),
                List.copyOf(plan.shapes().keySet()));
        assertEquals(Shape.of(50, 8), plan.shapes().get("block1.attention"));
    }

    @Test
    void refusesImages() {
        var e = assertThrows(ShapeException.class, () -> transformer(8, 2, 1, Optional.empty())
                .blueprint(Shape.of(8, 8, 1), 2));
        assertEquals(
                "transformer takes signals [time, channels], or class numbers [time] with 'vocabulary' set; given 8x8x1 and"
                        + " no vocabulary",
                e.getMessage());
        assertThrows(
                ShapeException.class, () -> transformer(8, 2, 1, Optional.of(9)).blueprint(SIGNAL, 2));
        var gru = assertThrows(ShapeException.class, () -> new GruNetwork(List.of(4)).blueprint(Shape.of(8), 2));
        assertEquals("layer 'gru1' gets 8: gru takes sequences [time, channels], given 8", gru.getMessage());
    }

    @Test
    void headsMustDivideTheSize() {
        var e = assertThrows(KeyException.class, () -> transformer(10, 4, 1, Optional.empty()));
        assertEquals("heads is 4; allowed: a divisor of the size, which is 10", e.getMessage());
    }

    static Stream<Arguments> small() {
        return Stream.of(
                Arguments.of(new GruNetwork(List.of(8, 6)), Shape.of(7, 3)),
                Arguments.of(transformer(8, 2, 2, Optional.empty()), Shape.of(7, 3)),
                Arguments.of(transformer(8, 2, 1, Optional.of(4)), Shape.of(7)));
    }

    /** The squared distance of the logits from fixed numbers, on fixed samples, along its own gradient. */
    @ParameterizedTest
    @MethodSource("small")
    void everyStepLowersTheLoss(Architecture architecture, Shape shape) {
        INDArray input = entries(shape.batch(10), 4);
        INDArray wanted = entries(new long[] {10, 3}, 3);
        List<Double> losses = new ArrayList<>();
        try (Network network = Network.create(architecture.blueprint(shape, 3), 1)) {
            for (int step = 0; step < 6; step++) {
                network.learn(input, Set.of(), step, signals -> {
                    INDArray distance = signals.get(Blueprint.LOGITS).sub(wanted);
                    losses.add(distance.norm2Number().doubleValue());
                    return Map.of(Blueprint.LOGITS, distance.mul(0.1));
                });
                network.parameters().subi(network.gradients().mul(0.02));
            }
        }
        for (int step = 1; step < losses.size(); step++) {
            assertTrue(losses.get(step) < losses.get(step - 1), losses.toString());
        }
    }

    private static INDArray entries(long[] sizes, int count) {
        Random random = new Random(count);
        INDArray array = Nd4j.create(sizes, 'c');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextInt(count));
        }
        return array;
    }

    @ParameterizedTest
    @MethodSource("small")
    void comesBackFromItsDescription(Architecture architecture, Shape shape) {
        Map<String, Object> description = Components.describe((Record) architecture);
        assertEquals(architecture, Components.restore(Architecture.class, description));
    }
}
