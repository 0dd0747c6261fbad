package kd4j.optim;

import java.util.List;
import java.util.Optional;
import kd4j.memory.HostMemory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An updater that does its step in one pass over memory, weight decay included. Arrays that Java cannot reach in place (on a
 * GPU, or with gaps between their numbers) are left to ND4J's operations, which work on the same state.
 */
final class OnePass implements Updater {
    /** The arithmetic of one step. */
    interface Rules {
        Rule at(double rate, long step);
    }

    private final Updater operations;
    private final INDArray parameters;
    private final List<Decay.Stretch> stretches;
    private final Rules rules;
    private final Pass pass;
    private final INDArray[] vectors;

    /**
     * Begins with a state of zeros.
     *
     * @param operations the same optimiser by ND4J's operations, whose state is used
     * @param rules the same optimiser by loops; rows are the gradients, the parameters and the state's vectors
     */
    OnePass(Updater operations, INDArray parameters, Decay decay, Rules rules) {
        this.operations = operations;
        this.parameters = parameters;
        this.rules = rules;
        long n = parameters.length();
        stretches = decay.stretches(n);
        int states = (int) (operations.state().map(INDArray::length).orElse(0L) / n);
        vectors = new INDArray[2 + states];
        vectors[1] = parameters;
        for (int i = 0; i < states; i++) {
            vectors[2 + i] = operations.state().get().get(NDArrayIndex.interval(i * n, (i + 1) * n));
        }
        pass = Pass.sideBySide(parameters.dataType(), vectors.length);
    }

    @Override
    public Optional<INDArray> state() {
        return operations.state();
    }

    @Override
    public void step(INDArray gradients, double rate, long step) {
        Decay.vector("gradients", gradients, parameters);
        if (HostMemory.holds(parameters) && HostMemory.holds(gradients)) {
            vectors[0] = gradients;
            pass.run(rules.at(rate, step), stretches, vectors);
        } else {
            operations.step(gradients, rate, step);
        }
    }
}
