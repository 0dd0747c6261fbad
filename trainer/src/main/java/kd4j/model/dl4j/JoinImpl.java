package kd4j.model.dl4j;

import java.util.List;
import java.util.Map;
import kd4j.model.Computation;
import kd4j.model.kernel.Arithmetic;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's running form of any KD4J join. */
final class JoinImpl extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    private final JoinConf conf;
    private final transient Computation computation;
    private final transient Dl4jPass pass;

    JoinImpl(ComputationGraph graph, String name, int index, JoinConf conf, DataType type) {
        super(graph, name, index, null, null, type);
        this.conf = conf;
        this.computation = conf.join().computation(conf.shapes());
        this.pass = new Dl4jPass(type, Arithmetic.fastest(type), Map.of());
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        long[] sizes = conf.join().output(conf.shapes()).batch(inputs[0].size(0));
        return pass.forward(computation, training, List.of(inputs), sizes, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        return new Pair<>(null, pass.backward(computation, epsilon, workspaces));
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {}

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int rows) {
        return new Pair<>(null, state);
    }

    @Override
    public String toString() {
        return "JoinImpl(%s, %s)".formatted(getVertexName(), conf.join);
    }
}
