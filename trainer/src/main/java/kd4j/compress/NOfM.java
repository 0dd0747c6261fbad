package kd4j.compress;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import kd4j.model.Parameter;

/**
 * Of each so many weights of neighbouring inputs, so many stay.
 *
 * @param kept how many stay
 * @param of of how many
 */
record NOfM(int kept, int of) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d?):([1-9]\\d?)");
    private static final int MOST = 64;

    /** Reads {@code n:m}; empty where it is none. */
    static Optional<NOfM> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        NOfM read = new NOfM(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        return read.kept < read.of && read.of <= MOST ? Optional.of(read) : Optional.empty();
    }

    double share() {
        return 1 - (double) kept / of;
    }

    /** Whether the inputs of these weights can be cut into groups. */
    boolean fits(Parameter weight) {
        return weight.shape().size(inputs(weight)) % of == 0;
    }

    /** The axis of the inputs: the second one of convolutions, whose first is that of the outputs; the first one of matrices. */
    private static int inputs(Parameter weight) {
        return weight.shape().rank() > 2 ? 1 : 0;
    }

    /** 1 where a weight stays and 0 elsewhere, for weights in {@code 'c'} order. */
    double[] mask(Parameter weight, double[] weights) {
        int axis = inputs(weight);
        int stride = IntStream.range(axis + 1, weight.shape().rank())
                .map(weight.shape()::size)
                .reduce(1, (a, b) -> a * b);
        double[] mask = new double[weights.length];
        int group = stride * of;
        for (int block = 0; block < weights.length; block += group) {
            for (int i = 0; i < stride; i++) {
                keepLargest(weights, mask, block + i, stride);
            }
        }
        return mask;
    }

    private void keepLargest(double[] weights, double[] mask, int from, int stride) {
        Integer[] places = new Integer[of];
        Arrays.setAll(places, i -> from + i * stride);
        // Stable: of equal ones the first stays.
        Arrays.sort(places, Comparator.comparingDouble(place -> -Math.abs(weights[place])));
        for (int i = 0; i < kept; i++) {
            mask[places[i]] = 1;
        }
    }
}
