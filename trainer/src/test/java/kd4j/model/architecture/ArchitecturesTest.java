package kd4j.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Flatten;
import org.junit.jupiter.api.Test;

/** Numbers of parameters and multiply-accumulates are worked out by hand in the comments. */
class ArchitecturesTest {
    private static final Shape MNIST = Shape.of(28, 28, 1);

    @Test
    void mlpOfTheFoundingExperiment() {
        Blueprint plan = new Mlp(List.of(1200, 1200), 0.5, 0.2).blueprint(MNIST, 10);
        // 784*1200 + 1200 + 1200*1200 + 1200 + 1200*10 + 10
        assertEquals(2_395_210, plan.parameters());
        // 784*1200 + 1200*1200 + 1200*10
        assertEquals(2_392_800, plan.macs());
        assertEquals(
                List.of("flatten", "dropout0", "dense1", "relu1", "dropout1", "dense2", "relu2", "dropout2", "logits"),
                List.copyOf(plan.shapes().keySet()));
    }

    @Test
    void mlpOnVectorsNeedsNoFlatten() {
        Blueprint plan = new Mlp(List.of(), 0, 0).blueprint(Shape.of(5), 3);
        assertEquals(List.of("logits"), List.copyOf(plan.shapes().keySet()));
        assertEquals(18, plan.parameters());
    }

    @Test
    void lenetOnMnist() {
        Blueprint plan = new Lenet().blueprint(MNIST, 10);
        // conv1 6*25+6 = 156, conv2 16*6*25+16 = 2416, dense3 7*7*16*120+120 = 94200, dense4 120*84+84 = 10164, logits
        // 850
        assertEquals(156 + 2416 + 94_200 + 10_164 + 850, plan.parameters());
        // conv1 28*28*6*25 = 117600, conv2 14*14*16*150 = 470400, dense 94080 + 10080 + 840
        assertEquals(117_600 + 470_400 + 94_080 + 10_080 + 840, plan.macs());
        assertEquals(Shape.of(7, 7, 16), plan.shapes().get("pool2"));
    }

    @Test
    void lenetOnSmallImages() {
        assertEquals(
                Shape.of(64),
                new Lenet().blueprint(Shape.of(8, 8, 1), 10).shapes().get("flatten"));
    }

    @Test
    void plainCnnWithBatchNorm() {
        Blueprint plan = new PlainCnn(List.of(16, 32), true, 1).blueprint(Shape.of(8, 8, 1), 10);
        // conv1 16*9 = 144, norm1 2*16 (running statistics are not counted), conv2 32*16*9 = 4608, norm2 64, logits
        // 32*10+10
        assertEquals(144 + 32 + 4608 + 64 + 330, plan.parameters());
        // conv1 64 pixels * 144, conv2 16 pixels * 4608, logits 320
        assertEquals(9216 + 73_728 + 320, plan.macs());
        assertEquals(
                List.of("conv1", "norm1", "relu1", "pool1", "conv2", "norm2", "relu2", "mean", "logits"),
                List.copyOf(plan.shapes().keySet()));
    }

    @Test
    void plainCnnWithoutBatchNormHasBiases() {
        // conv1 4*9+4 = 40, conv2 4*4*9+4 = 148, logits 4*2+2 = 10
        assertEquals(
                198,
                new PlainCnn(List.of(4), false, 2)
                        .blueprint(Shape.of(5, 5, 1), 2)
                        .parameters());
    }

    @Test
    void layersAreNamedAfterTheirTypes() {
        var conv = new Conv2d(4, 3, 2, Optional.empty(), true);
        var relu = new Activation(Function.RELU);
        Blueprint plan = new Layers(List.of(conv, relu, conv, relu, new Flatten()), Map.of("hint", 4))
                .blueprint(Shape.of(9, 9, 3), 2);
        assertEquals(
                List.of("conv2d-1", "activation-1", "conv2d-2", "hint", "flatten-1", "logits"),
                List.copyOf(plan.shapes().keySet()));
        // 9 pixels -> (9 + 2 - 3) / 2 + 1 = 5 -> (5 + 2 - 3) / 2 + 1 = 3
        assertEquals(Shape.of(36), plan.shapes().get("flatten-1"));
    }

    @Test
    void aVectorIsMissingBeforeTheLogits() {
        var layers = new Layers(List.of(new Activation(Function.RELU)), Map.of());
        var e = assertThrows(ShapeException.class, () -> layers.blueprint(MNIST, 10));
        assertEquals(
                "layer 'logits' gets 28x28x1: dense takes vectors and sequences, given 28x28x1;"
                        + " put a layer 'flatten' or 'global-average-pool' before it",
                e.getMessage());
    }

    @Test
    void anImageThatIsTooSmall() {
        var cnn = new PlainCnn(List.of(4, 4, 4), true, 1);
        var e = assertThrows(ShapeException.class, () -> cnn.blueprint(Shape.of(3, 3, 1), 2));
        assertTrue(e.getMessage().startsWith("layer 'pool2' gets 1x1x4: max-pool has a window of 2x2"), e.getMessage());
    }

    @Test
    void positionsOfNamesAreChecked() {
        var e = assertThrows(KeyException.class, () -> new Layers(List.of(new Flatten()), Map.of("hint", 2)));
        assertEquals("names is {hint=2}; allowed: names with different positions from 1 to 1", e.getMessage());
    }
}
