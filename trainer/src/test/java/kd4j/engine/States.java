package kd4j.engine;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Training states that outlive the loop's own arrays. */
final class States {
    private States() {}

    static TrainingState copy(TrainingState s) {
        return new TrainingState(
                s.epoch(),
                s.step(),
                s.best(),
                s.parameters().dup(),
                s.optimizer().map(INDArray::dup),
                s.bestParameters().dup());
    }
}
