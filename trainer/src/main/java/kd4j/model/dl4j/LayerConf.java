package kd4j.model.dl4j;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import kd4j.component.Components;
import kd4j.data.Shape;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * DL4J's view of any KD4J layer: the layer's settings as plain data, which is what DL4J writes into {@code configuration.json}.
 * The name of this class stands in every saved network.
 *
 * <p>DL4J asks for a class with a public constructor and for fields that it can see: it drops others from its files without a
 * word.
 */
public final class LayerConf extends Layer {
    /** The layer as in a recipe: its {@code type} and all its keys. */
    public Map<String, Object> layer;

    /** Sizes of a sample that comes in, channels last. */
    public List<Integer> input;

    /** Whether it is fed by another piece and not by the samples. */
    public boolean inputGradient;

    private transient kd4j.model.Layer restored;

    /** For DL4J's reader. */
    public LayerConf() {}

    public LayerConf(kd4j.model.Layer layer, Shape input, boolean inputGradient) {
        this.input = input.sizes();
        this.inputGradient = inputGradient;
        this.layer = Components.describe((Record) layer);
        this.restored = layer;
    }

    kd4j.model.Layer layer() {
        if (restored == null) {
            restored = Components.restore(kd4j.model.Layer.class, layer);
        }
        return restored;
    }

    Shape shape() {
        return new Shape(input);
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return new LayerImpl(conf, index, parameters, initializer().init(conf, parameters, initialize), type);
    }

    @Override
    public ParamInitializer initializer() {
        return new LayerParams();
    }

    @Override
    public InputType getOutputType(int index, InputType given) {
        return type(layer().output(shape()));
    }

    /** DL4J's word for a shape. It knows no signals with channels last, so these are given their number of values. */
    static InputType type(Shape shape) {
        return shape.rank() == 3
                ? InputType.convolutional(shape.size(0), shape.size(1), shape.size(2), CNN2DFormat.NHWC)
                : InputType.feedForward(shape.values());
    }

    @Override
    public void setNIn(InputType type, boolean override) {}

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType type) {
        return null;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String parameter) {
        return List.of();
    }

    @Override
    public boolean isPretrainParam(String parameter) {
        return false;
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        return new NoOp();
    }

    @Override
    public GradientNormalization getGradientNormalization() {
        return GradientNormalization.None;
    }

    @Override
    public double getGradientNormalizationThreshold() {
        return 0;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType type) {
        throw new UnsupportedOperationException("KD4J layers give DL4J no memory report");
    }
}
