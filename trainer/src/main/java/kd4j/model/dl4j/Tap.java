package kd4j.model.dl4j;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.BaseWrapperVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex of a running graph at which a gradient can be added to the one that comes from the later layers. */
final class Tap extends BaseWrapperVertex {
    private static final long serialVersionUID = 1L;

    private final boolean learned;
    private transient INDArray gradient;

    /** Wraps a vertex; {@code learned} says whether it or a vertex before it has something to learn. */
    Tap(GraphVertex vertex, boolean learned) {
        super(vertex);
        this.learned = learned;
    }

    void add(INDArray more) {
        gradient = more;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        if (!learned) {
            return new Pair<>(null, new INDArray[] {null});
        }
        if (gradient != null) {
            underlying.getEpsilon().addi(gradient);
        }
        return underlying.doBackward(truncated, workspaces);
    }

    @Override
    public void clear() {
        gradient = null;
        underlying.clear();
    }
}
