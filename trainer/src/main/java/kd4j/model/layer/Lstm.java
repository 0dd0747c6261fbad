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
 * Long short-term memory: goes through a sequence with a state h and a memory c, both 0 at the start. With {@code s = x[t] Wi +
 * bi + h[t-1] Wr + br} cut into four parts of {@code units}, in this order: {@code i = sigmoid(s1)}, {@code f = sigmoid(s2)},
 * {@code g = tanh(s3)}, {@code o = sigmoid(s4)}, then {@code c[t] = f c[t-1] + i g} and {@code h[t] = o tanh(c[t])}. Takes {@code
 * [time, channels]} and gives {@code [time, units]} or {@code [units]}.
 *
 * <p>Parameters: {@code input-weight [channels, 4 units]}, {@code recurrent-weight [units, 4 units]}, {@code input-bias} and {@code
 * recurrent-bias [4 units]}; PyTorch's LSTM has the same formulas, order and biases, its weights transposed. All start uniform
 * up to {@code 1 / sqrt(units)}. Source: Hochreiter and Schmidhuber, Neural Computation 9(8), 1997; with the forget gate of
 * Gers, Schmidhuber and Cummins, 2000.
 *
 * @param units size of the state
 * @param returns sequence for the states after each time, last for the one at the end
 */
@Component("lstm")
public record Lstm(int units, @Default("sequence") Returns returns) implements Layer {
    private static final int GATES = 4;

    public Lstm {
        Require.positive("units", units);
    }

    @Override
    public Shape output(Shape input) {
        return Recurrence.output("lstm", input, units, returns);
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
        return new Recurrence(new Memory(), new Tape(units, GATES, false), returns);
    }

    private static final class Memory implements Cell {
        private static final int IN = 0;
        private static final int FORGET = 1;
        private static final int NEW = 2;
        private static final int OUT = 3;

        private final Slices memories = new Slices();
        private final Slices shown = new Slices();

        @Override
        public void begin(Tape tape) {
            memories.of(tape.perTime("memories", 1));
            shown.of(tape.perTime("shown", 0));
            memories.part(0).assign(0);
        }

        @Override
        public void forward(Tape tape, int t) {
            INDArray recurrent = tape.gateWork("gate-gradients");
            tape.recur(t, recurrent);
            tape.kernels().add(tape.gates(t), recurrent, false, tape.gates(t));
            tape.apply(Function.SIGMOID, t, IN);
            tape.apply(Function.SIGMOID, t, FORGET);
            tape.apply(Function.TANH, t, NEW);
            tape.apply(Function.SIGMOID, t, OUT);
            remember(tape, t);
            tape.kernels().apply(Function.TANH, memories.part(t + 1), shown.part(t));
            tape.kernels().times(tape.gate(t, OUT), shown.part(t), tape.state(t + 1));
        }

        private void remember(Tape tape, int t) {
            INDArray memory = memories.part(t + 1);
            INDArray more = tape.work("work");
            tape.kernels().times(tape.gate(t, FORGET), memories.part(t), memory);
            tape.kernels().times(tape.gate(t, IN), tape.gate(t, NEW), more);
            tape.kernels().add(memory, more, false, memory);
        }

        @Override
        public void backward(Tape tape, int t) {
            INDArray memory = memoryGradient(tape, t);
            tape.kernels().times(tape.carry(), shown.part(t), tape.gradient(OUT));
            tape.kernels().times(memory, tape.gate(t, NEW), tape.gradient(IN));
            tape.kernels().times(memory, memories.part(t), tape.gradient(FORGET));
            tape.kernels().times(memory, tape.gate(t, IN), tape.gradient(NEW));
            tape.kernels().times(memory, tape.gate(t, FORGET), memory);
            tape.slope(Function.SIGMOID, t, IN);
            tape.slope(Function.SIGMOID, t, FORGET);
            tape.slope(Function.TANH, t, NEW);
            tape.slope(Function.SIGMOID, t, OUT);
            tape.keepInput(t);
            tape.back(t, tape.carry());
        }

        /** The gradient of the memory after this time, through the state and through the memory after the next time. */
        private INDArray memoryGradient(Tape tape, int t) {
            INDArray memory = tape.work("memory-gradient");
            if (t == tape.times() - 1) {
                memory.assign(0);
            }
            INDArray more = tape.work("work");
            tape.kernels().times(tape.carry(), tape.gate(t, OUT), more);
            tape.kernels().applyGradient(Function.TANH, null, shown.part(t), more, more);
            tape.kernels().add(memory, more, false, memory);
            return memory;
        }
    }
}
