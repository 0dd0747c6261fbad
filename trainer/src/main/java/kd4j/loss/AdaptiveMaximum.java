package kd4j.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes images smaller by the largest value of each bin and channel; the first one of several that are equal gets the gradient.
 *
 * @param pixels pixels of an image
 * @param bins bins of an image
 * @param channels channels
 * @param largest where each bin's largest value stands among all values of the images, {@code [rows][bins][channels]} in a row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AdaptiveMaximum(int pixels, int bins, int channels, int[] largest) implements Shrinking {
    /** As {@link Shrinking.Kind} says. */
    static AdaptiveMaximum of(INDArray images, int toHeight, int toWidth) {
        int rows = (int) images.size(0);
        int height = (int) images.size(1);
        int width = (int) images.size(2);
        int channels = (int) images.size(3);
        int bins = toHeight * toWidth;
        double[] values = values(images);
        int[] largest = new int[rows * bins * channels];
        for (int at = 0; at < largest.length; at++) {
            Bin bin = Bin.of(at / channels % bins, height, width, toHeight, toWidth);
            int first = at / channels / bins * height * width;
            largest[at] = largest(values, bin, first, width, channels, at % channels);
        }
        return new AdaptiveMaximum(height * width, bins, channels, largest);
    }

    private static int largest(double[] values, Bin bin, int first, int width, int channels, int channel) {
        int best = (first + bin.top() * width + bin.left()) * channels + channel;
        for (int y = bin.top(); y < bin.bottom(); y++) {
            for (int x = bin.left(); x < bin.right(); x++) {
                int at = (first + y * width + x) * channels + channel;
                best = values[at] > values[best] ? at : best;
            }
        }
        return best;
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    @Override
    public INDArray forward(INDArray images) {
        double[] values = values(images);
        double[] found = new double[largest.length];
        for (int at = 0; at < found.length; at++) {
            found[at] = values[largest[at]];
        }
        return shaped(found, bins, images);
    }

    @Override
    public INDArray backward(INDArray gradient) {
        double[] values = values(gradient);
        double[] all = new double[largest.length / bins * pixels];
        for (int at = 0; at < values.length; at++) {
            all[largest[at]] += values[at];
        }
        return shaped(all, pixels, gradient);
    }

    private INDArray shaped(double[] values, int places, INDArray like) {
        return Nd4j.createFromArray(values).castTo(like.dataType()).reshape('c', like.size(0), places, channels);
    }
}
