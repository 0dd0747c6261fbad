package kd4j.model.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kd4j.component.ShapeException;
import kd4j.model.Computation;
import kd4j.model.Parameter;
import kd4j.model.kernel.Arithmetic;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's running form of any KD4J layer. */
final class LayerImpl extends AbstractLayer<LayerConf> {
    private final transient Computation computation;
    private final transient Dl4jPass pass;
    private final INDArray vector;
    private final Map<String, INDArray> parameters;
    private INDArray gradientVector;

    LayerImpl(
            NeuralNetConfiguration conf, int index, INDArray vector, Map<String, INDArray> parameters, DataType type) {
        super(conf, type);
        setIndex(index);
        this.vector = vector;
        this.parameters = parameters;
        this.computation = layerConf().layer().computation(layerConf().shape());
        this.pass = new Dl4jPass(type, Arithmetic.fastest(type), parameters);
        pass.want(layerConf().inputGradient);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        checkInput();
        long[] sizes = layerConf().layer().output(layerConf().shape()).batch(input.size(0));
        if (layerConf().layer().reshapes()) {
            return inside(workspaces, ArrayType.ACTIVATIONS, input.reshape('c', sizes));
        }
        return pass.forward(computation, training, List.of(input), sizes, workspaces);
    }

    private void checkInput() {
        long[] wanted = layerConf().shape().batch(input.size(0));
        if (!Arrays.equals(wanted, input.shape())) {
            throw new ShapeException("layer '%s' takes %s for %d rows, given %s"
                    .formatted(
                            layerConf().getLayerName(),
                            Arrays.toString(wanted),
                            input.size(0),
                            Arrays.toString(input.shape())));
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (layerConf().layer().reshapes()) {
            INDArray gradient = epsilon.reshape('c', input.shape());
            return new Pair<>(gradientByName(), inside(workspaces, ArrayType.ACTIVATION_GRAD, gradient));
        }
        INDArray gradient = pass.backward(computation, epsilon, workspaces)[0];
        return new Pair<>(gradientByName(), gradient);
    }

    private Gradient gradientByName() {
        Gradient all = new DefaultGradient(gradientVector);
        for (Parameter p : LayerParams.of(layerConf())) {
            INDArray gradient = pass.gradients().get(p.name());
            if (p.role() == Parameter.Role.STATISTIC) {
                // The updater works in this vector, so nothing may be taken for granted.
                gradient.assign(0);
            }
            all.setGradientFor(p.name(), gradient);
        }
        return all;
    }

    /** A view of what came in; DL4J wants it where arrays of this kind live. */
    private static INDArray inside(LayerWorkspaceMgr workspaces, ArrayType type, INDArray array) {
        boolean copy = !array.isAttached() && workspaces.isWorkspaceOpen(type);
        return copy ? workspaces.dup(type, array, 'c') : workspaces.leverageTo(type, array);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {}

    @Override
    public INDArray params() {
        return vector;
    }

    @Override
    public long numParams() {
        return vector == null ? 0 : vector.length();
    }

    @Override
    public Map<String, INDArray> paramTable(boolean backpropOnly) {
        return parameters;
    }

    @Override
    public INDArray getParam(String name) {
        return parameters.get(name);
    }

    @Override
    public void setParam(String name, INDArray values) {
        parameters.get(name).assign(values);
    }

    @Override
    public void setParams(INDArray values) {
        vector.assign(values);
    }

    @Override
    public INDArray getGradientsViewArray() {
        return gradientVector;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {
        gradientVector = view;
        pass.gradients(new LayerParams().getGradientsFromFlattened(conf, view));
    }
}
