package kd4j.export;

import static kd4j.export.OnnxGraph.integers;

import java.util.List;
import kd4j.model.kernel.Window;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.MaxPool;

/** Layers that look at images and signals through a window, or at all of one at once. */
final class OnnxConvolutions {
    static final List<OnnxForm<?>> FORMS = List.of(
            new OnnxForm<>(Conv2d.class, OnnxConvolutions::convolution),
            new OnnxForm<>(MaxPool.class, OnnxConvolutions::maxPool),
            new OnnxForm<>(AveragePool.class, OnnxConvolutions::averagePool),
            new OnnxForm<>(GlobalAveragePool.class, OnnxConvolutions::globalAveragePool));

    private OnnxConvolutions() {}

    private static String convolution(Conv2d layer, OnnxPlace place) {
        Window window = layer.window();
        return place.node(
                "Conv",
                place.weighted(layer.bias()),
                integers("kernel_shape", window.height(), window.width()),
                integers("strides", window.strideY(), window.strideX()),
                integers("pads", window.paddingY(), window.paddingX(), window.paddingY(), window.paddingX()));
    }

    private static String maxPool(MaxPool layer, OnnxPlace place) {
        return pool("MaxPool", layer.window(), place);
    }

    private static String averagePool(AveragePool layer, OnnxPlace place) {
        return pool("AveragePool", layer.window(), place);
    }

    /** Windows that do not fit wholly are left out at the right and lower border: ONNX's rule without {@code ceil_mode}. */
    private static String pool(String operation, Window window, OnnxPlace place) {
        return place.node(
                operation,
                List.of(place.value()),
                integers("kernel_shape", window.height(), window.width()),
                integers("strides", window.strideY(), window.strideX()));
    }

    /** ONNX leaves axes of size 1 behind, whose order does not matter. */
    private static String globalAveragePool(GlobalAveragePool layer, OnnxPlace place) {
        return place.node("Flatten", List.of(place.step("mean", "GlobalAveragePool", place.values())));
    }
}
