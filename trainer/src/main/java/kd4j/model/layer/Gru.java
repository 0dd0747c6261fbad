package kd4j.model.layer;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.kernel.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gated recurrent unit: goes through a sequence with a state h, 0 at the start. With {@code a = x[t] Wi + bi} and {@code b =
 * h[t-1] Wr + br} cut into three parts of {@code units} each, in this order: {@code r = sigmoid(a1 + b1)}, {@code z = sigmoid(a2
 * + b2)}, {@code n = tanh(a3 + r b3)}, then {@code h[t] = (1 - z) n + z h[t-1]}. Takes {@code [time, channels]} and gives {@code
 * [time, units]} or {@code [units]}.
 *
 * <p>Parameters: {@code input-weight [channels, 3 units]}, {@code recurrent-weight [units, 3 units]}, {@code input-bias} and {@code
 * recurrent-bias [3 units]}; PyTorch's GRU has the same formulas, order and biases, its weights transposed. The reset gate r
 * works behind the product, as in PyTorch and cuDNN; in the paper it works before it. All start uniform up to {@code 1 /
 * sqrt(units)}. Source: Cho et al., arXiv 1406.1078.
 *
 * @param units size of the state
 * @param returns sequence for the states after each time, last for the one at the end
 */
@Component("gru")
public record Gru(int units, @Default("sequence") Returns returns) implements Layer {
    private static final int GATES = 3;

    public Gru {
        Require.positive("units", units);
    }

    @Override
    public Shape output(Shape input) {
        return Recurrence.output("gru", input, units, returns);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return Recurrence.parameters(input, units, GATES);
    }

    @Override
    public long macs(Shape input) {
        return Recurrence.macs(input, units, GATES);
    }

    @Override
    public Computation computation(Shape input) {
        return new Recurrence(new Unit(), new Tape(units, GATES, true), returns);
    }

    private static final class Unit implements Cell {
        private static final int RESET = 0;
        private static final int KEEP = 1;
        private static final int NEW = 2;

        private final Slices recurrent = new Slices();

        @Override
        public void begin(Tape tape) {
            recurrent.of(tape.perGate("recurrent"));
        }

        @Override
        public void forward(Tape tape, int t) {
            tape.recur(t, recurrent.part(t));
            add(tape, t, RESET, recurrent.part(t, RESET));
            add(tape, t, KEEP, recurrent.part(t, KEEP));
            tape.apply(Function.SIGMOID, t, RESET);
            tape.apply(Function.SIGMOID, t, KEEP);
            INDArray work = tape.work("work");
            tape.kernels().times(tape.gate(t, RESET), recurrent.part(t, NEW), work);
            add(tape, t, NEW, work);
            tape.apply(Function.TANH, t, NEW);
            mix(tape, t);
        }

        private static void add(Tape tape, int t, int gate, INDArray more) {
            tape.kernels().add(tape.gate(t, gate), more, false, tape.gate(t, gate));
        }

        /** {@code n + z (h - n)}, which is {@code (1 - z) n + z h}. */
        private static void mix(Tape tape, int t) {
            INDArray work = difference(tape, t);
            tape.kernels().times(work, tape.gate(t, KEEP), work);
            tape.kernels().add(tape.gate(t, NEW), work, false, tape.state(t + 1));
        }

        private static INDArray difference(Tape tape, int t) {
            return tape.state(t).sub(tape.gate(t, NEW), tape.work("work"));
        }

        @Override
        public void backward(Tape tape, int t) {
            INDArray carry = tape.carry();
            tape.kernels().times(carry, difference(tape, t), tape.gradient(KEEP));
            INDArray kept = tape.work("work");
            tape.kernels().times(carry, tape.gate(t, KEEP), kept);
            carry.sub(kept, tape.gradient(NEW));
            tape.slope(Function.TANH, t, NEW);
            tape.kernels().times(tape.gradient(NEW), recurrent.part(t, NEW), tape.gradient(RESET));
            tape.slope(Function.SIGMOID, t, RESET);
            tape.slope(Function.SIGMOID, t, KEEP);
            tape.keepInput(t);
            tape.kernels().times(tape.gradient(NEW), tape.gate(t, RESET), tape.gradient(NEW));
            tape.keepRecurrent(t);
            tape.back(t, carry);
            tape.kernels().add(carry, kept, false, carry);
        }
    }
}
