package kd4j.export;

import static kd4j.export.OnnxGraph.integer;
import static kd4j.export.OnnxGraph.integers;
import static kd4j.export.OnnxGraph.text;

import java.util.Arrays;
import java.util.List;
import kd4j.data.Shape;
import kd4j.model.kernel.Window;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.DepthwiseConv2d;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.GlobalMaxPool;
import kd4j.model.layer.MaxPool;
import kd4j.model.layer.Upsample;
import onnx.Onnx.AttributeProto;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that look at images and signals through a window, or at all of one at once. */
final class OnnxConvolutions {
    static final List<OnnxForm<?>> FORMS = List.of(
            new OnnxForm<>(Conv1d.class, (l, place) -> convolution(l.window(), 1, l.bias(), place)),
            new OnnxForm<>(Conv2d.class, (l, place) -> convolution(l.window(), l.groups(), l.bias(), place)),
            new OnnxForm<>(DepthwiseConv2d.class, OnnxConvolutions::depthwise),
            new OnnxForm<>(MaxPool.class, (l, place) -> pool("MaxPool", l.window(place.input()), place)),
            new OnnxForm<>(AveragePool.class, (l, place) -> pool("AveragePool", l.window(place.input()), place)),
            new OnnxForm<>(GlobalAveragePool.class, (l, place) -> global("mean", "GlobalAveragePool", place)),
            new OnnxForm<>(GlobalMaxPool.class, (l, place) -> global("largest", "GlobalMaxPool", place)),
            new OnnxForm<>(Upsample.class, OnnxConvolutions::upsample));

    private OnnxConvolutions() {}

    private static String depthwise(DepthwiseConv2d layer, OnnxPlace place) {
        return convolution(layer.window(), place.input().channels(), layer.bias(), place);
    }

    private static String convolution(Window window, int groups, boolean bias, OnnxPlace place) {
        return place.node(
                "Conv",
                place.weighted(bias),
                sides("kernel_shape", place.input(), window.height(), window.width()),
                sides("strides", place.input(), window.strideY(), window.strideX()),
                pads(place.input(), window),
                integer("group", groups));
    }

    /**
     * Windows that do not fit wholly are left out at the right and lower border: ONNX's rule without {@code ceil_mode}. Nor does a
     * border count into a mean there, unless one asks for it.
     */
    private static String pool(String operation, Window window, OnnxPlace place) {
        return place.node(
                operation,
                place.values(),
                sides("kernel_shape", place.input(), window.height(), window.width()),
                sides("strides", place.input(), window.strideY(), window.strideX()),
                pads(place.input(), window));
    }

    /** One number for each axis but the channels: signals have no height. */
    private static AttributeProto sides(String name, Shape input, int vertical, int horizontal) {
        return input.rank() == 2 ? integers(name, horizontal) : integers(name, vertical, horizontal);
    }

    /** The borders before all axes, then those behind. */
    private static AttributeProto pads(Shape input, Window window) {
        int y = window.paddingY();
        int x = window.paddingX();
        return input.rank() == 2 ? integers("pads", x, x) : integers("pads", y, x, y, x);
    }

    /** ONNX leaves axes of size 1 behind, whose order does not matter. */
    private static String global(String step, String operation, OnnxPlace place) {
        return place.node("Flatten", List.of(place.step(step, operation, place.values())));
    }

    private static String upsample(Upsample layer, OnnxPlace place) {
        float[] scales = new float[place.input().rank() + 1];
        Arrays.fill(scales, layer.factor());
        Arrays.fill(scales, 0, 2, 1); // neither rows nor channels
        String factors = place.graph().constant(place.name() + "/factors", Nd4j.createFromArray(scales));
        return place.node(
                "Resize",
                List.of(place.value(), "", factors),
                text("mode", "nearest"),
                text("coordinate_transformation_mode", "asymmetric"),
                text("nearest_mode", "floor"));
    }
}
