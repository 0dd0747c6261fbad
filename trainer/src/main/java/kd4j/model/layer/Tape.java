package kd4j.model.layer;

import kd4j.model.Computation.Pass;
import kd4j.model.kernel.Function;
import kd4j.model.kernel.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What a recurrent layer works with on its way through time and back. Everything has the time first, so that what belongs to
 * one time lies together; gates lie one behind the other, {@code [rows, units]} each, in their order in the weights.
 */
final class Tape {
    private final int units;
    private final int count;
    private final boolean split;
    private final Slices gates = new Slices();
    private final Slices states = new Slices();
    private final Slices gradients = new Slices();
    private final Slices inputSums = new Slices(this::byGate);
    private final Slices recurrentSums = new Slices(this::byGate);
    private final Slices recurrentRows = new Slices();
    private Pass pass;
    private long rows;
    private int times;
    private INDArray sums;
    private INDArray sumsByGate;
    private INDArray carry;

    /**
     * Prepares for a layer.
     *
     * @param gates number of gates
     * @param split whether the input's part of the gates' sums and the part of the state before have different gradients
     */
    Tape(int units, int gates, boolean split) {
        this.units = units;
        this.count = gates;
        this.split = split;
    }

    /** Looks at a pass. */
    void begin(Pass next) {
        pass = next;
        rows = pass.input().size(0);
        times = Math.toIntExact(pass.input().size(1));
        gates.of(perGate("gates"));
        states.of(perTime("states", 1));
        INDArray room = pass.room("input-sums", times, rows, width());
        inputSums.of(room);
        INDArray other = split ? pass.room("recurrent-sums", times, rows, width()) : room;
        recurrentSums.of(other);
        recurrentRows.of(other);
        sums = pass.room("sums", rows, width());
        sumsByGate = byGate(sums.reshape('c', 1, rows, width())).slice(0);
    }

    private long width() {
        return (long) count * units;
    }

    /** {@code [times, rows, gates * units]} seen as {@code [times, gates, rows, units]}. */
    private INDArray byGate(INDArray array) {
        return array.reshape('c', array.size(0), rows, count, units).permute(0, 2, 1, 3);
    }

    Kernels kernels() {
        return pass.kernels();
    }

    /** Number of times. */
    int times() {
        return times;
    }

    /** Memory for a piece {@code [rows, units]} for each time and for that many times more. */
    INDArray perTime(String name, int more) {
        return pass.room(name, times + more, rows, units);
    }

    /** Memory for a piece {@code [gates, rows, units]} for each time. */
    INDArray perGate(String name) {
        return pass.room(name, times, count, rows, units);
    }

    /** Memory for a piece {@code [rows, units]} for each gate. */
    INDArray gateWork(String name) {
        return pass.room(name, count, rows, units);
    }

    /** Memory for one piece {@code [rows, units]}. */
    INDArray work(String name) {
        return pass.room(name, rows, units);
    }

    /** Starts with the input's part of the sums at all times and with states of 0. */
    void start() {
        gates.whole().assign(byGate(inputSums.whole()));
        state(0).assign(0);
    }

    /** The gates at a time. */
    INDArray gates(int t) {
        return gates.part(t);
    }

    /** A gate at a time. */
    INDArray gate(int t, int gate) {
        return gates.part(t, gate);
    }

    /** The state after that many times. */
    INDArray state(int t) {
        return states.part(t);
    }

    /** States one behind the other, from the one after that many times. */
    INDArray states(int from) {
        return states.whole().get(NDArrayIndex.interval(from, from + times), NDArrayIndex.all(), NDArrayIndex.all());
    }

    /** Room for the input's part of the sums, {@code [times * rows, gates * units]}; on the way back, for its gradient. */
    INDArray inputSums() {
        return inputSums.whole().reshape('c', times * rows, width());
    }

    /** The gradient of the other part of the sums. */
    INDArray recurrentSums() {
        return recurrentRows.whole().reshape('c', times * rows, width());
    }

    /**
     * Writes the part of the sums that the state before this time gives. Copied to the gates' order, as adding across orders is
     * slow.
     *
     * @param result {@code [gates, rows, units]}
     */
    void recur(int t, INDArray result) {
        kernels().affine(state(t), pass.parameter("recurrent-weight"), pass.parameter("recurrent-bias"), false, sums);
        result.assign(sumsByGate);
    }

    /** Applies a function to a gate in place. */
    void apply(Function function, int t, int gate) {
        kernels().apply(function, gate(t, gate), gate(t, gate));
    }

    /** Starts the way back with this gradient of the last state. */
    void startBack(INDArray gradient) {
        gradients.of(gateWork("gate-gradients"));
        carry = work("carry");
        carry.assign(gradient);
    }

    /** The gradient of the state that the way back has come to. */
    INDArray carry() {
        return carry;
    }

    /** Room for the gradient of a gate at the present time. */
    INDArray gradient(int gate) {
        return gradients.part(gate);
    }

    /** Brings the gradient of a gate back through its function. */
    void slope(Function function, int t, int gate) {
        kernels().applyGradient(function, null, gate(t, gate), gradient(gate), gradient(gate));
    }

    /** Keeps the gates' gradients as those of the input's part of the sums, which may be those of the other part too. */
    void keepInput(int t) {
        inputSums.part(t).assign(gradients.whole());
    }

    /** Keeps the gates' gradients as those of the part of the sums that the state before gives. */
    void keepRecurrent(int t) {
        recurrentSums.part(t).assign(gradients.whole());
    }

    /** Writes what the state before this time gets through the sums. */
    void back(int t, INDArray result) {
        kernels().multiply(recurrentRows.part(t), false, pass.parameter("recurrent-weight"), true, result);
    }
}
