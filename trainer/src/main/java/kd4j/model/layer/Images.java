package kd4j.model.layer;

import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.kernel.Window;

/** Shapes of layers that look at images through a window. */
final class Images {
    private Images() {}

    /** The shape that a window leaves of an image, with this many channels. */
    static Shape output(String layer, Shape input, Window window, int channels) {
        check(layer, input);
        int height = window.rows(input.size(0));
        int width = window.columns(input.size(1));
        if (height < 1 || width < 1) {
            throw new ShapeException(
                    "%s has a window of %dx%d pixels, with padding %d; images of %s are too small for it"
                            .formatted(layer, window.height(), window.width(), window.paddingY(), input));
        }
        return Shape.of(height, width, channels);
    }

    static void check(String layer, Shape input) {
        if (input.rank() != 3) {
            throw new ShapeException("%s takes images [height, width, channels], given %s".formatted(layer, input));
        }
    }
}
