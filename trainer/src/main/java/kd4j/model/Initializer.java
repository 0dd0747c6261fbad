package kd4j.model;

import java.util.Random;
import kd4j.model.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws a parameter's first numbers. They follow from (seed, layer name, parameter name) alone: {@link Random}, whose numbers
 * are specified, is seeded with {@code mix(mix(mix(seed) + hash(layer)) + hash(parameter))} where {@code hash} is {@link
 * String#hashCode} and {@code mix} the finaliser of SplitMix64; numbers fill the array in {@code 'c'} order. So a layer keeps
 * its numbers when others come or go, and no other random state matters.
 */
final class Initializer {
    private Initializer() {}

    static void fill(INDArray array, long seed, String layer, Parameter parameter) {
        if (parameter.start() instanceof Start.Constant constant) {
            array.assign(constant.value());
            return;
        }
        Random random = new Random(
                mix(mix(mix(seed) + layer.hashCode()) + parameter.name().hashCode()));
        double[] numbers = new double[parameter.shape().values()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = draw(random, parameter.start());
        }
        array.assign(Nd4j.createFromArray(numbers).reshape('c', array.shape()));
    }

    private static double draw(Random random, Start start) {
        if (start instanceof Start.Normal normal) {
            return normal.sd() * random.nextGaussian();
        }
        double bound = ((Start.Uniform) start).bound();
        return bound * (2 * random.nextDouble() - 1);
    }

    private static long mix(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
