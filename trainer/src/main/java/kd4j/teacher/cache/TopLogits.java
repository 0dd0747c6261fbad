package kd4j.teacher.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The k largest logits with their classes, and the logit that each of the others gets. */
record TopLogits(int values, int k) implements Encoding {
    @Override
    public String name() {
        return "top-" + k;
    }

    @Override
    public int bytes() {
        return k * (Integer.BYTES + Float.BYTES) + Float.BYTES;
    }

    @Override
    public void write(float[] from, int at, ByteBuffer to) {
        int[] order = IntStream.range(0, values)
                .boxed()
                .sorted(Comparator.comparing((Integer c) -> -from[at + c]).thenComparing(c -> c))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < k; i++) {
            to.putInt(order[i]);
            to.putFloat(from[at + order[i]]);
        }
        to.putFloat((float) rest(from, at, order));
    }

    /** {@code log(sum of exp / number)} of the others; the largest of them is taken out first, so that nothing overflows. */
    private double rest(float[] from, int at, int[] order) {
        double largest = from[at + order[k]];
        double sum = Arrays.stream(order, k, values)
                .mapToDouble(c -> Math.exp(from[at + c] - largest))
                .sum();
        return largest + Math.log(sum / (values - k));
    }

    @Override
    public void read(ByteBuffer from, float[] to, int at) {
        int start = from.position();
        Arrays.fill(to, at, at + values, from.getFloat(start + k * (Integer.BYTES + Float.BYTES)));
        for (int i = 0; i < k; i++) {
            to[at + from.getInt()] = from.getFloat();
        }
    }
}
