package kd4j.model.dl4j;

import java.util.Arrays;
import java.util.Map;
import kd4j.component.ShapeException;
import kd4j.model.Computation;
import kd4j.model.Parameter;
import kd4j.model.kernel.Kernels;
import kd4j.model.kernel.Nd4jKernels;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's running form of any KD4J layer: hands its {@link Computation} the arrays and keeps what backward needs. */
final class LayerImpl extends AbstractLayer<LayerConf> {
    private static final Kernels KERNELS = new Nd4jKernels();

    private final transient Computation computation;
    private final INDArray vector;
    private final Map<String, INDArray> parameters;
    private INDArray gradientVector;
    private Map<String, INDArray> gradients = Map.of();
    private INDArray output;
    private Long seed;

    LayerImpl(
            NeuralNetConfiguration conf, int index, INDArray vector, Map<String, INDArray> parameters, DataType type) {
        super(conf, type);
        setIndex(index);
        this.vector = vector;
        this.parameters = parameters;
        this.computation = layerConf().layer().computation(layerConf().shape());
    }

    /** Fixes the random draws of the next forward pass. Without it, they come from ND4J's generator. */
    void seed(long number) {
        seed = number;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        checkInput();
        output = computation.forward(input, parameters, new Step(training, ArrayType.ACTIVATIONS, workspaces));
        output = inside(workspaces, ArrayType.ACTIVATIONS, output);
        return output;
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
        Step step = new Step(true, ArrayType.ACTIVATION_GRAD, workspaces);
        INDArray gradient = computation.backward(input, output, epsilon, parameters, gradients, step);
        return new Pair<>(
                gradientByName(), gradient == null ? null : inside(workspaces, ArrayType.ACTIVATION_GRAD, gradient));
    }

    private Gradient gradientByName() {
        Gradient all = new DefaultGradient(gradientVector);
        for (Parameter p : LayerParams.of(layerConf())) {
            if (p.role() == Parameter.Role.STATISTIC) {
                // The optimiser works in this vector, so nothing may be taken for granted.
                gradients.get(p.name()).assign(0);
            }
            all.setGradientFor(p.name(), gradients.get(p.name()));
        }
        return all;
    }

    /** A layer may answer a view of what it was given; DL4J wants it where arrays of this kind live. */
    private static INDArray inside(LayerWorkspaceMgr workspaces, ArrayType type, INDArray array) {
        boolean copy = !array.isAttached() && workspaces.isWorkspaceOpen(type);
        return copy ? workspaces.dup(type, array, 'c') : workspaces.leverageTo(type, array);
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
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
        gradients = new LayerParams().getGradientsFromFlattened(conf, view);
    }

    private final class Step implements Computation.Pass {
        private final boolean training;
        private final ArrayType type;
        private final LayerWorkspaceMgr workspaces;

        Step(boolean training, ArrayType type, LayerWorkspaceMgr workspaces) {
            this.training = training;
            this.type = type;
            this.workspaces = workspaces;
        }

        @Override
        public boolean training() {
            return training;
        }

        @Override
        public boolean inputGradient() {
            return layerConf().inputGradient;
        }

        @Override
        public INDArray allocate(long... sizes) {
            return workspaces.createUninitialized(type, dataType, sizes, 'c');
        }

        @Override
        public long seed() {
            return seed != null ? seed : Nd4j.getRandom().nextLong();
        }

        @Override
        public Kernels kernels() {
            return KERNELS;
        }
    }
}
