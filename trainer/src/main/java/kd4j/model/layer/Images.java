package kd4j.model.layer;

import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.kernel.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that look at images or signals through a window. To kernels, a signal is an image of height 1. */
final class Images {
    private static final int SIGNAL = 2;
    private static final int IMAGE = 3;

    private Images() {}

    static boolean isSignal(Shape input) {
        return input.rank() == SIGNAL;
    }

    /** A square window over images, one of that length over signals. */
    static Window window(Shape input, int size, int stride, int padding) {
        return isSignal(input) ? Window.line(size, stride, padding) : Window.square(size, stride, padding);
    }

    /** A window that sees all of an image or signal at once. */
    static Window whole(Shape input) {
        return new Window(isSignal(input) ? 1 : input.size(0), input.size(input.rank() - 2), 1, 1, 0, 0);
    }

    /** The shape that a window leaves of an image or signal, with this many channels. */
    static Shape output(String layer, Shape input, Window window, int channels) {
        int height = isSignal(input) ? 1 : window.rows(input.size(0));
        int width = window.columns(input.size(input.rank() - 2));
        if (height < 1 || width < 1) {
            throw new ShapeException(isSignal(input) ? shortSignal(layer, input, window) : small(layer, input, window));
        }
        return isSignal(input) ? Shape.of(width, channels) : Shape.of(height, width, channels);
    }

    private static String small(String layer, Shape input, Window window) {
        return "%s has a window of %dx%d pixels, with padding %d; images of %s are too small for it"
                .formatted(layer, window.height(), window.width(), window.paddingY(), input);
    }

    private static String shortSignal(String layer, Shape input, Window window) {
        return "%s has a window of %d steps, with padding %d; signals of %s are too short for it"
                .formatted(layer, window.width(), window.paddingX(), input);
    }

    static void check(String layer, Shape input) {
        if (input.rank() != IMAGE) {
            throw new ShapeException("%s takes images [height, width, channels], given %s".formatted(layer, input));
        }
    }

    static void checkSignal(String layer, Shape input) {
        if (!isSignal(input)) {
            throw new ShapeException("%s takes signals [time, channels], given %s".formatted(layer, input));
        }
    }

    static void checkEither(String layer, Shape input) {
        if (!isSignal(input) && input.rank() != IMAGE) {
            throw new ShapeException("%s takes images [height, width, channels] and signals [time, channels], given %s"
                    .formatted(layer, input));
        }
    }

    /** A batch as images: signals {@code [rows, time, channels]} as {@code [rows, 1, time, channels]}; null stays null. */
    static INDArray of(INDArray batch) {
        return batch == null || batch.rank() != SIGNAL + 1
                ? batch
                : batch.reshape('c', batch.size(0), 1, batch.size(1), batch.size(2));
    }
}
