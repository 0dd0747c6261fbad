package kd4j.model.layer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Recurrent layers as loops over doubles, one row after the other, straight from the formulas in PyTorch's documentation: gates
 * i, f, g, o of an LSTM and r, z, n of a GRU.
 */
record RecurrentLoops(LayerRun run, int units, int gates) {
    /** From both parts of the sums, the state and the memory (changed in place) to the next state. */
    interface Step {
        double[] next(double[] byInput, double[] byState, double[] state, double[] memory);
    }

    static RecurrentLoops of(LayerRun run, int units, int gates) {
        return new RecurrentLoops(run, units, gates);
    }

    static double[] flat(INDArray array) {
        return array.reshape('c', new long[] {array.length()}).toDoubleVector();
    }

    /** The states after each time, row by row. */
    double[] states(Step step) {
        INDArray input = run.input();
        int rows = (int) input.size(0);
        int times = (int) input.size(1);
        double[] all = new double[rows * times * units];
        for (int row = 0; row < rows; row++) {
            double[] state = new double[units];
            double[] memory = new double[units];
            for (int t = 0; t < times; t++) {
                double[] x = new double[(int) input.size(2)];
                for (int c = 0; c < x.length; c++) {
                    x[c] = input.getDouble(row, t, c);
                }
                state = step.next(sums("input", x), sums("recurrent", state), state, memory);
                System.arraycopy(state, 0, all, (row * times + t) * units, units);
            }
        }
        return all;
    }

    private double[] sums(String kind, double[] values) {
        Map<String, INDArray> parameters = run.parameters();
        double[] sums = new double[gates * units];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = parameters.get(kind + "-bias").getDouble(j);
            for (int i = 0; i < values.length; i++) {
                sums[j] += values[i] * parameters.get(kind + "-weight").getDouble(i, j);
            }
        }
        return sums;
    }

    static double[] lstm(double[] a, double[] b, double[] state, double[] memory) {
        int n = state.length;
        double[] next = new double[n];
        for (int j = 0; j < n; j++) {
            double in = sigmoid(a[j] + b[j]);
            double forget = sigmoid(a[n + j] + b[n + j]);
            double cell = Math.tanh(a[2 * n + j] + b[2 * n + j]);
            double out = sigmoid(a[3 * n + j] + b[3 * n + j]);
            memory[j] = forget * memory[j] + in * cell;
            next[j] = out * Math.tanh(memory[j]);
        }
        return next;
    }

    static double[] gru(double[] a, double[] b, double[] state, double[] memory) {
        int n = state.length;
        double[] next = new double[n];
        for (int j = 0; j < n; j++) {
            double reset = sigmoid(a[j] + b[j]);
            double keep = sigmoid(a[n + j] + b[n + j]);
            double fresh = Math.tanh(a[2 * n + j] + reset * b[2 * n + j]);
            next[j] = (1 - keep) * fresh + keep * state[j];
        }
        return next;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
