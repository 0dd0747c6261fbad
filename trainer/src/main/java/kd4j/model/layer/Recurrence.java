package kd4j.model.layer;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes a cell through time and back. The input's part of the gates' sums is one product for all times, the state's part one
 * product a time for all gates.
 */
final class Recurrence implements Computation {
    private final Cell cell;
    private final Tape tape;
    private final boolean sequence;
    private final Slices outputGradients = new Slices();

    Recurrence(Cell cell, Tape tape, Returns returns) {
        this.cell = cell;
        this.tape = tape;
        this.sequence = returns == Returns.SEQUENCE;
    }

    static Shape output(String layer, Shape input, int units, Returns returns) {
        Sequences.check(layer, input);
        return returns == Returns.SEQUENCE ? Shape.of(input.size(0), units) : Shape.of(units);
    }

    static List<Parameter> parameters(Shape input, int units, int gates) {
        Start start = new Start.Uniform(1 / Math.sqrt(units));
        Shape biases = Shape.of(gates * units);
        return List.of(
                new Parameter("input-weight", Shape.of(input.channels(), gates * units), Role.WEIGHT, start),
                new Parameter("recurrent-weight", Shape.of(units, gates * units), Role.WEIGHT, start),
                new Parameter("input-bias", biases, Role.BIAS, start),
                new Parameter("recurrent-bias", biases, Role.BIAS, start));
    }

    static long macs(Shape input, int units, int gates) {
        return (long) input.size(0) * gates * units * (input.channels() + units);
    }

    @Override
    public void forward(Pass pass) {
        tape.begin(pass);
        cell.begin(tape);
        INDArray inputs = inputs(pass);
        inputs.assign(timeFirst(pass.input()));
        pass.kernels()
                .affine(
                        rows(inputs),
                        pass.parameter("input-weight"),
                        pass.parameter("input-bias"),
                        false,
                        tape.inputSums());
        tape.start();
        for (int t = 0; t < tape.times(); t++) {
            cell.forward(tape, t);
        }
        pass.output().assign(sequence ? timeFirst(tape.states(1)) : tape.state(tape.times()));
    }

    @Override
    public void backward(Pass pass) {
        startBack(pass);
        for (int t = tape.times() - 1; t >= 0; t--) {
            if (sequence) {
                pass.kernels().add(tape.carry(), outputGradients.part(t), false, tape.carry());
            }
            cell.backward(tape, t);
        }
        recurrentGradients(pass);
        inputGradients(pass);
    }

    private void startBack(Pass pass) {
        if (sequence) {
            INDArray gradients = tape.perTime("output-gradients", 0);
            gradients.assign(timeFirst(pass.outputGradient()));
            outputGradients.of(gradients);
            tape.startBack(tape.work("none").assign(0));
        } else {
            tape.startBack(pass.outputGradient());
        }
    }

    private void recurrentGradients(Pass pass) {
        pass.kernels()
                .affineGradient(
                        rows(tape.states(0)),
                        pass.parameter("recurrent-weight"),
                        tape.recurrentSums(),
                        null,
                        pass.gradient("recurrent-weight"),
                        pass.gradient("recurrent-bias"));
    }

    private void inputGradients(Pass pass) {
        INDArray inputs = inputs(pass);
        INDArray wanted = pass.inputGradient();
        INDArray gradients = wanted == null ? null : pass.room("input-gradients", inputs.shape());
        pass.kernels()
                .affineGradient(
                        rows(inputs),
                        pass.parameter("input-weight"),
                        tape.inputSums(),
                        gradients == null ? null : rows(gradients),
                        pass.gradient("input-weight"),
                        pass.gradient("input-bias"));
        if (wanted != null) {
            wanted.assign(timeFirst(gradients));
        }
    }

    private static INDArray inputs(Pass pass) {
        INDArray input = pass.input();
        return pass.room("inputs", input.size(1), input.size(0), input.size(2));
    }

    /** From rows first to times first, or back. */
    private static INDArray timeFirst(INDArray sequences) {
        return sequences.permute(1, 0, 2);
    }

    private static INDArray rows(INDArray sequences) {
        return sequences.reshape('c', sequences.size(0) * sequences.size(1), sequences.size(2));
    }
}
