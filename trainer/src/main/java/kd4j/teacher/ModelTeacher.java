package kd4j.teacher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.Batch;
import kd4j.data.Shape;
import kd4j.model.Dl4jModel;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.model.onnx.OnnxModel;
import kd4j.model.onnx.TokenModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A frozen model, asked about the features of a batch. */
record ModelTeacher(Model model) implements Teacher {
    @Override
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        return model.forward(batch.features(), taps);
    }

    @Override
    public Shape input() {
        return model.input();
    }

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public List<String> classNames() {
        return model instanceof OnnxModel onnx ? onnx.classNames() : List.of();
    }

    @Override
    public Set<String> taps() {
        return model.taps();
    }

    @Override
    public Map<String, Shape> shapes() {
        return model.shapes();
    }

    @Override
    public Optional<Network> network() {
        return model instanceof Network network ? Optional.of(network) : Optional.empty();
    }

    @Override
    public long parameters() {
        if (model instanceof Network network) {
            return network.blueprint().parameters();
        }
        if (model instanceof Dl4jModel foreign) {
            return foreign.parameters();
        }
        if (model instanceof TokenModel encoder) {
            return encoder.parameters();
        }
        return model instanceof OnnxModel onnx ? onnx.parameters() : 0;
    }

    @Override
    public void close() {
        model.close();
    }
}
