package kd4j.model.dl4j;

import java.util.List;
import java.util.Map;
import kd4j.component.Components;
import kd4j.data.Shape;
import kd4j.model.Join;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's view of any KD4J join, as plain data like {@link LayerConf}. The name of this class stands in saved networks with
 * branches.
 */
public final class JoinConf extends GraphVertex {
    private static final long serialVersionUID = 1L;

    /** The join: its {@code type} and all its keys. */
    public Map<String, Object> join;

    /** Sizes of a sample of each array that comes in, channels last. */
    public List<List<Integer>> inputs;

    /** For DL4J's reader. */
    public JoinConf() {}

    public JoinConf(Join join, List<Shape> inputs) {
        this(
                Components.describe((Record) join),
                inputs.stream().map(Shape::sizes).toList());
    }

    private JoinConf(Map<String, Object> join, List<List<Integer>> inputs) {
        this.join = join;
        this.inputs = inputs;
    }

    Join join() {
        return Components.restore(Join.class, join);
    }

    List<Shape> shapes() {
        return inputs.stream().map(Shape::new).toList();
    }

    @Override
    public GraphVertex clone() {
        return new JoinConf(join, inputs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JoinConf conf && conf.join.equals(join) && conf.inputs.equals(inputs);
    }

    @Override
    public int hashCode() {
        return join.hashCode() + 31 * inputs.hashCode();
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return Integer.MAX_VALUE;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialize, DataType type) {
        return new JoinImpl(graph, name, index, this, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... given) {
        return LayerConf.type(join().output(shapes()));
    }

    @Override
    public MemoryReport getMemoryReport(InputType... types) {
        throw new UnsupportedOperationException("KD4J joins give DL4J no memory report");
    }
}
