package kd4j.edge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One change of a raw row on its way to the network. Rows have their channels last. The arithmetic is that of the transforms of the same names
 * in recipes, bit for bit.
 */
public interface Step {
    /** The name in recipes and manifests. */
    String name();

    /**
     * The sizes that come out.
     *
     * @throws BundleException when rows of these sizes cannot be changed so
     */
    int[] output(int[] sizes);

    /** The changed row. */
    float[] apply(float[] row, int[] sizes);

    /** {@code (x - mean) / sd}, one pair of numbers for all values or one for each channel. */
    record Normalize(List<Double> mean, List<Double> sd) implements Step {
        public Normalize {
            mean = Collections.unmodifiableList(new ArrayList<>(mean));
            sd = Collections.unmodifiableList(new ArrayList<>(sd));
            for (double width : sd) {
                require(width > 0, "normalize: sd is " + width + "; allowed are numbers > 0");
            }
            require(!mean.isEmpty() && !sd.isEmpty(), "normalize: mean and sd need a number each");
        }

        @Override
        public String name() {
            return "normalize";
        }

        @Override
        public int[] output(int[] sizes) {
            int channels = sizes[sizes.length - 1];
            require(
                    (mean.size() == 1 || mean.size() == channels) && (sd.size() == 1 || sd.size() == channels),
                    "normalize has " + mean.size() + " and " + sd.size() + " numbers for " + channels
                            + " channels; allowed are 1 or one for each");
            return sizes;
        }

        @Override
        public float[] apply(float[] row, int[] sizes) {
            int channels = sizes[sizes.length - 1];
            float[] out = new float[row.length];
            for (int c = 0; c < channels; c++) {
                double middle = mean.get(Math.min(c, mean.size() - 1));
                double width = sd.get(Math.min(c, sd.size() - 1));
                for (int i = c; i < row.length; i += channels) {
                    out[i] = (float) ((row[i] - middle) / width);
                }
            }
            return out;
        }
    }

    /** {@code x * factor}. */
    record Scale(double factor) implements Step {
        public Scale {
            require(factor != 0, "scale: factor is 0; allowed are other numbers");
        }

        @Override
        public String name() {
            return "scale";
        }

        @Override
        public int[] output(int[] sizes) {
            return sizes;
        }

        @Override
        public float[] apply(float[] row, int[] sizes) {
            float[] out = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                out[i] = (float) (row[i] * factor);
            }
            return out;
        }
    }

    /** The only channel several times. */
    record RepeatChannels(int times) implements Step {
        public RepeatChannels {
            require(times > 1, "repeat-channels: times is " + times + "; allowed are 2 and more");
        }

        @Override
        public String name() {
            return "repeat-channels";
        }

        @Override
        public int[] output(int[] sizes) {
            require(
                    sizes.length > 1 && sizes[sizes.length - 1] == 1,
                    "repeat-channels takes rows of one channel, these have " + sizes[sizes.length - 1]);
            int[] out = sizes.clone();
            out[out.length - 1] = times;
            return out;
        }

        @Override
        public float[] apply(float[] row, int[] sizes) {
            float[] out = new float[Math.multiplyExact(row.length, times)];
            for (int i = 0; i < out.length; i++) {
                out[i] = row[i / times];
            }
            return out;
        }
    }

    /** Another size for images, with a triangle filter that widens when an image shrinks; see {@link Resizing}. */
    record Resize(int height, int width) implements Step {
        public Resize {
            require(height > 0 && width > 0, "resize: to " + height + " x " + width + "; allowed are 1 and more");
        }

        @Override
        public String name() {
            return "resize";
        }

        @Override
        public int[] output(int[] sizes) {
            require(
                    sizes.length == 3,
                    "resize takes images [height, width, channels], rows here have " + sizes.length + " axes");
            return new int[] {height, width, sizes[2]};
        }

        @Override
        public float[] apply(float[] row, int[] sizes) {
            float[] wide = Resizing.axis(row, sizes[0], sizes[1], width, sizes[2]);
            return Resizing.axis(wide, 1, sizes[0], height, width * sizes[2]);
        }
    }

    private static void require(boolean fine, String message) {
        if (!fine) {
            throw new BundleException(message);
        }
    }
}
