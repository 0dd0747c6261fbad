package kd4j.model.layer;

import kd4j.data.DataException;
import kd4j.model.Computation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arithmetic of {@link Embedding}. Gradients of entries that come more than once are added up here, one after the other:
 * ND4J's own scattering adds them in an order that depends on threads.
 */
final class Lookup implements Computation {
    private final int vocabulary;
    private final int size;
    private int[] entries = {};

    Lookup(int vocabulary, int size) {
        this.vocabulary = vocabulary;
        this.size = size;
    }

    @Override
    public void forward(Pass pass) {
        entries = entries(pass.input());
        INDArray wanted =
                Nd4j.createFromArray(entries).reshape('c', pass.input().shape());
        Nd4j.exec(DynamicCustomOp.builder("gather")
                .addInputs(pass.parameter("weight"), wanted)
                .addOutputs(pass.output())
                .addIntegerArguments(0)
                .build());
    }

    private int[] entries(INDArray input) {
        double[] given = vector(input);
        int[] found = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            found[i] = (int) given[i];
            if (found[i] != given[i] || found[i] < 0 || found[i] >= vocabulary) {
                throw refusal(given[i], i / input.size(1), i % input.size(1));
            }
        }
        return found;
    }

    private DataException refusal(double given, long row, long time) {
        String text = given == Math.rint(given) ? "%.0f".formatted(given) : String.valueOf(given);
        return new DataException(
                "row %d of the batch has %s at time %d; embedding takes whole numbers from 0 to %d. Check the data, or give the layer a larger vocabulary"
                        .formatted(row, text, time, vocabulary - 1));
    }

    @Override
    public void backward(Pass pass) {
        double[] errors = vector(pass.outputGradient());
        double[] sums = new double[vocabulary * size];
        for (int i = 0; i < errors.length; i++) {
            sums[entries[i / size] * size + i % size] += errors[i];
        }
        INDArray gradient = pass.gradient("weight");
        gradient.assign(Nd4j.createFromArray(sums).reshape('c', gradient.shape()));
        if (pass.inputGradient() != null) {
            pass.inputGradient().assign(0);
        }
    }

    private static double[] vector(INDArray array) {
        return array.reshape('c', new long[] {array.length()}).toDoubleVector();
    }
}
