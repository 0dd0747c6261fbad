package kd4j.model.dl4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J graph that gives what any of its layers gave and learns from gradients at any of them. Its configuration and its
 * parameters are those of a plain {@link ComputationGraph}, so saved networks are too.
 *
 * <p>A step runs forward, objective and backward in one workspace scope. Calling DL4J's public methods one after the other
 * instead allocates every activation anew, or fails, or (where a tap is used further) loses gradients.
 */
public final class TapGraph extends ComputationGraph {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Tap> taps = new LinkedHashMap<>();
    private final transient LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.builder()
            .with(ArrayType.ACTIVATIONS, WS_ALL_LAYERS_ACT, WS_ALL_LAYERS_ACT_CONFIG)
            .build();

    private TapGraph(ComputationGraphConfiguration configuration) {
        super(configuration);
    }

    /** A graph of these layers; all parameters are 0. */
    public static TapGraph of(Blueprint blueprint, DataType type) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(type)
                .graphBuilder()
                .addInputs(Blueprint.INPUT)
                .setOutputs(Blueprint.LOGITS);
        String before = Blueprint.INPUT;
        boolean learned = false;
        Map<String, Shape> inputs = blueprint.inputs();
        for (Blueprint.Node node : blueprint.nodes()) {
            Shape input = inputs.get(node.name());
            builder.addLayer(node.name(), new LayerConf(node.layer(), input, learned), before);
            before = node.name();
            learned = learned || !node.layer().parameters(input).isEmpty();
        }
        TapGraph graph = new TapGraph(builder.build());
        graph.init();
        graph.initGradientsView();
        blueprint.nodes().forEach(n -> graph.wrap(n.name()));
        return graph;
    }

    /** Whether all of a graph's layers are KD4J's. */
    public static boolean isOurs(ComputationGraph graph) {
        return Arrays.stream(graph.getLayers()).allMatch(l -> l.conf().getLayer() instanceof LayerConf);
    }

    /** The plan that a graph of KD4J's layers was made from. */
    public static Blueprint blueprint(ComputationGraph graph) {
        List<LayerConf> confs = Arrays.stream(graph.getLayers())
                .map(l -> (LayerConf) l.conf().getLayer())
                .toList();
        Blueprint.Builder plan = Blueprint.of(confs.get(0).shape());
        confs.forEach(c -> plan.then(c.getLayerName(), c.layer()));
        return plan.build();
    }

    private void wrap(String name) {
        GraphVertex vertex = verticesMap.get(name);
        LayerImpl layer = (LayerImpl) vertex.getLayer();
        LayerConf conf = layer.layerConf();
        Tap tap = new Tap(vertex, conf.inputGradient || !LayerParams.of(conf).isEmpty());
        vertices[vertex.getVertexIndex()] = tap;
        verticesMap.put(name, tap);
        taps.put(name, tap);
    }

    /** Answers copies of the arrays at these taps, owned by the caller. */
    public Map<String, INDArray> infer(INDArray features, Set<String> wanted) {
        check(wanted);
        Map<String, INDArray> answer = new LinkedHashMap<>();
        try (MemoryWorkspace scope = enter()) {
            Map<String, INDArray> all = activations(features, false);
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                wanted.forEach(tap -> answer.put(tap, all.get(tap).dup('c')));
            }
        } finally {
            release();
        }
        return answer;
    }

    /** One training pass; the gradients of all parameters are left in the gradient vector. */
    public void learn(
            INDArray features, Set<String> wanted, long seed, UnaryOperator<Map<String, INDArray>> objective) {
        check(wanted);
        seed(seed);
        try (MemoryWorkspace scope = enter()) {
            Map<String, INDArray> all = activations(features, true);
            Map<String, INDArray> shown = new LinkedHashMap<>();
            wanted.forEach(tap -> shown.put(tap, all.get(tap)));
            shown.put(Blueprint.LOGITS, all.get(Blueprint.LOGITS));
            Map<String, INDArray> gradients = objective.apply(shown);
            check(gradients.keySet());
            calcBackpropGradients(false, false, hand(gradients, all));
        } finally {
            release();
        }
    }

    /** Gives each tap its gradient and answers that of the logits, which enters from outside and may be overwritten. */
    private INDArray hand(Map<String, INDArray> gradients, Map<String, INDArray> activations) {
        gradients.forEach((name, gradient) -> {
            long[] wanted = activations.get(name).shape();
            if (!Arrays.equals(wanted, gradient.shape())) {
                throw new ShapeException("the gradient at tap '%s' is %s, the tap %s"
                        .formatted(name, Arrays.toString(gradient.shape()), Arrays.toString(wanted)));
            }
            taps.get(name).add(gradient);
        });
        return activations.get(Blueprint.LOGITS).like();
    }

    private Map<String, INDArray> activations(INDArray features, boolean training) {
        return ffToLayerActivationsInWS(
                training, -1, null, FwdPassType.STANDARD, false, new INDArray[] {features}, null, null, false);
    }

    private MemoryWorkspace enter() {
        if (Nd4j.getWorkspaceManager().checkIfWorkspaceExistsAndActive(WS_ALL_LAYERS_ACT)) {
            throw new IllegalStateException(
                    "another network is at work in this thread: an objective cannot run networks;"
                            + " run them before the step and hand their answers in");
        }
        return workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS);
    }

    private void release() {
        taps.values().forEach(Tap::clear);
        clearLayersStates();
    }

    private void seed(long seed) {
        Nd4j.getRandom().setSeed(seed);
        long next = seed;
        for (Tap tap : taps.values()) {
            next = next * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
            ((LayerImpl) tap.getLayer()).seed(next);
        }
    }

    private void check(Set<String> wanted) {
        if (!taps.keySet().containsAll(wanted)) {
            Set<String> unknown = new TreeSet<>(wanted);
            unknown.removeAll(taps.keySet());
            throw new ShapeException("no layer is named %s; layers: %s".formatted(unknown, taps.keySet()));
        }
    }
}
