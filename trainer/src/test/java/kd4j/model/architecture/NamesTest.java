package kd4j.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and shapes of taps, and what architectures refuse. */
class NamesTest {
    private static final Shape CIFAR = Shape.of(32, 32, 3);

    private static List<String> names(Blueprint plan) {
        return List.copyOf(plan.shapes().keySet());
    }

    @Test
    void resnet() {
        Blueprint plan = new Resnet(14, List.of(4, 8), 4).blueprint(CIFAR, 10);
        assertEquals(
                List.of("stem.conv", "stem.norm", "stem", "stage1.block1.conv1", "stage1.block1.norm1"),
                names(plan).subList(0, 5));
        assertEquals(
                List.of(
                        "stage2.block1.conv1",
                        "stage2.block1.norm1",
                        "stage2.block1.relu1",
                        "stage2.block1.conv2",
                        "stage2.block1.norm2",
                        "stage2.block1.skip-conv",
                        "stage2.block1.skip-norm",
                        "stage2.block1.sum",
                        "stage2.block1"),
                names(plan).stream().filter(n -> n.startsWith("stage2.block1")).toList());
        assertEquals(Shape.of(32, 32, 4), plan.shapes().get("stage1"));
        assertEquals(Shape.of(16, 16, 8), plan.shapes().get("stage2.sum"));
        assertEquals(Shape.of(8), plan.shapes().get("features"));
    }

    @Test
    void wrn() {
        Blueprint plan = new Wrn(16, 2, 0.3).blueprint(CIFAR, 10);
        assertEquals(
                List.of(
                        "stage2.block1.norm1",
                        "stage2.block1.relu1",
                        "stage2.block1.conv1",
                        "stage2.block1.norm2",
                        "stage2.block1.relu2",
                        "stage2.block1.dropout",
                        "stage2.block1.conv2",
                        "stage2.block1.skip-conv",
                        "stage2.block1"),
                names(plan).stream().filter(n -> n.startsWith("stage2.block1")).toList());
        assertEquals(
                List.of("stage3", "final.norm", "final", "features", "logits"),
                names(plan).subList(names(plan).size() - 5, names(plan).size()));
        assertEquals(Shape.of(8, 8, 128), plan.shapes().get("stage3"));
    }

    @Test
    void vgg() {
        Blueprint plan = new Vgg(13).blueprint(CIFAR, 10);
        assertEquals(
                List.of(
                        "stage1.conv1",
                        "stage1.norm1",
                        "stage1.relu1",
                        "stage1.conv2",
                        "stage1.norm2",
                        "stage1",
                        "pool1"),
                names(plan).subList(0, 7));
        assertEquals(Shape.of(4, 4, 512), plan.shapes().get("stage5"));
        Shape large = new Vgg(13).blueprint(Shape.of(64, 64, 3), 10).shapes().get("stage5");
        assertEquals(Shape.of(4, 4, 512), large);
    }

    @Test
    void mobile() {
        Blueprint plan = new Mobile(0.5).blueprint(CIFAR, 10);
        assertEquals(
                List.of(
                        "stage2.block1.widen.conv",
                        "stage2.block1.widen.norm",
                        "stage2.block1.widen",
                        "stage2.block1.depthwise.conv",
                        "stage2.block1.depthwise.norm",
                        "stage2.block1.depthwise",
                        "stage2.block1.narrow-conv",
                        "stage2.block1"),
                names(plan).stream().filter(n -> n.startsWith("stage2.block1")).toList());
        assertTrue(names(plan).containsAll(List.of("stage2.block2.narrow-norm", "stage2", "head", "features")));
        assertEquals(Shape.of(2, 2, 160), plan.shapes().get("stage7"));
        assertEquals(Shape.of(1280), plan.shapes().get("features"));
    }

    @Test
    void dsCnnAndSignals() {
        Blueprint speech = new DsCnn(8, 1).blueprint(Shape.of(49, 10, 1), 12);
        assertEquals(
                List.of(
                        "stem.conv",
                        "stem.norm",
                        "stem",
                        "block1.depthwise.conv",
                        "block1.depthwise.norm",
                        "block1.depthwise",
                        "block1.conv",
                        "block1.norm",
                        "block1",
                        "features",
                        "logits"),
                names(speech));
        assertEquals(Shape.of(25, 5, 8), speech.shapes().get("block1"));
        assertEquals(
                List.of("conv1", "norm1", "relu1", "pool1", "conv2", "norm2", "relu2", "features", "logits"),
                names(new SignalCnn(List.of(4, 6), 3).blueprint(Shape.of(9, 2), 3)));
    }

    static Stream<Arguments> refusals() {
        String smaller =
                "%s makes images smaller on the way and takes %s pixels or more, given %s; enlarge the images, or take lenet or mlp";
        return Stream.of(
                Arguments.of(new Resnet(20), Shape.of(3, 9, 1), smaller.formatted("resnet", "4 x 4", "3x9x1")),
                Arguments.of(new Wrn(16, 1, 0), Shape.of(9, 3, 1), smaller.formatted("wrn", "4 x 4", "9x3x1")),
                Arguments.of(new Vgg(8), Shape.of(7, 7, 3), smaller.formatted("vgg", "8 x 8", "7x7x3")),
                Arguments.of(new Mobile(1), Shape.of(8, 8, 1), smaller.formatted("mobile", "16 x 16", "8x8x1")),
                Arguments.of(new DsCnn(4, 1), Shape.of(3, 10, 1), smaller.formatted("ds-cnn", "4 x 4", "3x10x1")),
                Arguments.of(
                        new Resnet(20),
                        Shape.of(64),
                        "resnet takes images [height, width, channels], given 64; take conv1d for signals, mlp for vectors"),
                Arguments.of(
                        new SignalCnn(List.of(4, 4, 4), 3),
                        Shape.of(3, 2),
                        "conv1d with 3 widths halves signals 2 times and takes 4 steps or more, given 3x2; give fewer widths"),
                Arguments.of(
                        new SignalCnn(List.of(4), 3),
                        Shape.of(8, 8, 1),
                        "conv1d takes signals [time, channels], given 8x8x1; take plain-cnn for images, mlp for vectors"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalsNameAWayOut(Architecture architecture, Shape shape, String message) {
        var e = assertThrows(ShapeException.class, () -> architecture.blueprint(shape, 10));
        assertEquals(message, e.getMessage());
    }

    @Test
    void keysAreChecked() {
        Map<String, Executable> wrong = Map.of(
                "depth is 21; allowed: 2 more than a multiple of 6, which is 2 for each of 3 stages: 8, 14, 20 and so on",
                () -> new Resnet(21),
                "depth is 2; allowed: 2 more than a multiple of 6, which is 2 for each of 3 stages: 8, 14, 20 and so on",
                () -> new Resnet(2),
                "depth is 20; allowed: 4 more than a multiple of 6: 10, 16, 22 and so on",
                () -> new Wrn(20, 2, 0),
                "depth is 9; allowed: one of [8, 11, 13, 16, 19]",
                () -> new Vgg(9),
                "width is 0.05; allowed: a number >= 0.0625",
                () -> new Mobile(0.05));
        wrong.forEach((message, make) ->
                assertEquals(message, assertThrows(KeyException.class, make).getMessage()));
    }
}
