package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.Network;
import kd4j.model.Parameter.Role;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What every layer must keep to. A layer's test implements this and says which layer and which sizes. */
public interface LayerContract {
    /** The layer. */
    Layer layer();

    /** Shapes of samples that it takes. */
    List<Shape> shapes();

    /** Shapes of samples that it refuses. */
    List<Shape> refused();

    /** How many rows are tried. */
    default List<Integer> rows() {
        return List.of(1, 3);
    }

    /** The gradients of sum(output * constant), against (f(x + h) - f(x - h)) / 2h in double. */
    @Test
    default void gradientsEqualCentralDifferences() {
        for (Shape shape : shapes()) {
            for (int rows : rows()) {
                LayerRun run = LayerRun.of(layer(), shape, rows, DataType.DOUBLE);
                run.backward(true);
                run.assertGradients(1e-6);
            }
        }
    }

    @Test
    default void outputHasTheShapePromised() {
        for (Shape shape : shapes()) {
            INDArray output = LayerRun.of(layer(), shape, 2, DataType.FLOAT).forward(true);
            assertArrayEquals(layer().output(shape).batch(2), output.shape());
        }
    }

    @Test
    default void inputIsNotChanged() {
        LayerRun run = LayerRun.of(layer(), shapes().get(0), 2, DataType.FLOAT);
        INDArray before = run.input().dup();
        run.backward(true);
        assertEquals(before, run.input());
    }

    @Test
    default void inputGradientIsLeftOutOnRequest() {
        LayerRun with = LayerRun.of(layer(), shapes().get(0), 2, DataType.DOUBLE);
        LayerRun without = LayerRun.of(layer(), shapes().get(0), 2, DataType.DOUBLE);
        with.backward(true);
        INDArray gradient = without.backward(false);
        assertNull(gradient);
        assertEquals(with.gradients(), without.gradients());
    }

    @Test
    default void floatsGiveWhatDoublesGive() {
        for (Shape shape : shapes()) {
            LayerRun exact = LayerRun.of(layer(), shape, 3, DataType.DOUBLE);
            LayerRun quick = LayerRun.of(layer(), shape, 3, DataType.FLOAT);
            LayerRun.assertClose("output", exact.forward(true), quick.forward(true), 1e-4);
            LayerRun.assertClose("input gradient", exact.backward(true), quick.backward(true), 1e-4);
            exact.gradients()
                    .forEach((name, g) ->
                            LayerRun.assertClose(name, g, quick.gradients().get(name), 1e-4));
        }
    }

    /** {@code max(0, x)} within the layer does what it does behind the layer. */
    @Test
    default void rectifiedEqualsReluBehind() {
        for (Shape shape : shapes()) {
            if (layer().rectified(shape).isPresent()) {
                LayerRun apart = LayerRun.of(layer(), shape, 3, DataType.DOUBLE);
                LayerRun fused = LayerRun.rectified(layer(), shape, 3, DataType.DOUBLE);
                LayerRun.assertClose("output", Transforms.relu(apart.forward(true)), fused.forward(true), 1e-12);
                apart.rectify();
                LayerRun.assertClose("input gradient", apart.backward(true), fused.backward(true), 1e-12);
                apart.gradients()
                        .forEach((name, g) ->
                                LayerRun.assertClose(name, g, fused.gradients().get(name), 1e-12));
            }
        }
    }

    /** Saved and loaded by DL4J alone and by KD4J: the same outputs; after one more step: the same parameters. */
    @Test
    default void savedNetworkIsTheSame() throws IOException {
        Path file = Files.createTempFile("layer", ".zip");
        try (Network network = LayerRun.network(layer(), shapes().get(0))) {
            INDArray input = LayerRun.random(3, DataType.FLOAT, shapes().get(0).batch(4));
            LayerRun.step(network, input, 1);
            network.save(file);
            Set<String> logits = Set.of(Blueprint.LOGITS);
            INDArray output = network.forward(input, logits).get(Blueprint.LOGITS);
            ComputationGraph plain = ModelSerializer.restoreComputationGraph(file.toFile());
            assertEquals(output, plain.outputSingle(input));
            try (Network loaded = Network.load(file)) {
                assertEquals(network.blueprint(), loaded.blueprint());
                assertEquals(output, loaded.forward(input, logits).get(Blueprint.LOGITS));
                LayerRun.step(network, input, 2);
                LayerRun.step(loaded, input, 2);
                assertEquals(network.copyParameters(), loaded.copyParameters());
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Optimisers may use the gradient vector as working space. */
    @Test
    default void statisticsHaveNoGradient() {
        try (Network network = LayerRun.network(layer(), shapes().get(0))) {
            network.gradients().assign(5);
            INDArray input = LayerRun.random(3, DataType.FLOAT, shapes().get(0).batch(4));
            network.learn(input, Set.of(), 1, a -> Map.of(Blueprint.LOGITS, Nd4j.onesLike(a.get(Blueprint.LOGITS))));
            network.segments().stream()
                    .filter(s -> s.parameter().role() == Role.STATISTIC)
                    .forEach(s -> {
                        for (long i = s.from(); i < s.to(); i++) {
                            assertEquals(0, network.gradients().getDouble(i));
                            assertEquals(0, network.decayMask().getDouble(i));
                        }
                    });
        }
    }

    @Test
    default void refusalNamesTheShape() {
        for (Shape shape : refused()) {
            var e = assertThrows(ShapeException.class, () -> layer().output(shape));
            assertTrue(e.getMessage().contains(shape.toString()), e.getMessage());
        }
    }
}
