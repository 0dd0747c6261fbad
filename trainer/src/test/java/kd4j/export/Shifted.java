package kd4j.export;

import java.util.Map;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model whose answers are another's, but for the first logit of each row. */
record Shifted(Model right, float by) implements Model {
    @Override
    public Shape input() {
        return right.input();
    }

    @Override
    public int classes() {
        return right.classes();
    }

    @Override
    public Set<String> taps() {
        return right.taps();
    }

    @Override
    public Map<String, INDArray> forward(INDArray features, Set<String> taps) {
        Map<String, INDArray> answers = right.forward(features, taps);
        INDArray logits = answers.get("logits");
        for (int row = 0; row < logits.size(0); row++) {
            logits.putScalar(row, 0, logits.getFloat(row, 0) + by);
        }
        return answers;
    }

    @Override
    public void close() {
        right.close();
    }
}
