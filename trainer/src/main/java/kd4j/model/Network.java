package kd4j.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Parameter.Role;
import kd4j.model.dl4j.Graphs;
import kd4j.model.dl4j.Zips;
import kd4j.model.executor.Executor;
import kd4j.model.executor.Views;
import kd4j.model.kernel.Arithmetic;
import kd4j.model.kernel.Kernels;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A network that learns: answers with what any of its layers gave, and finds the gradients of all parameters from gradients at
 * any of them. It changes no trained parameter by itself; that is the optimiser's work on {@link #parameters} and {@link
 * #gradients}. Used by one thread at a time.
 */
public final class Network implements Model {
    /** What a training step is to make small, told by its gradients. */
    @FunctionalInterface
    public interface Objective {
        /**
         * The gradients of the mean over the batch.
         *
         * @param activations the logits and the taps that were asked for; valid until this method returns, not to be changed
         * @return a gradient for each tap that has one, in the tap's shape; taps left out have gradient 0
         */
        Map<String, INDArray> gradients(Map<String, INDArray> activations);
    }

    /**
     * The place of a layer's parameter in the network's parameter vector.
     *
     * @param node name of the layer
     * @param parameter the parameter
     * @param from first position
     */
    public record Segment(String node, Parameter parameter, long from) {
        /** The position behind the last one. */
        public long to() {
            return from + parameter.shape().values();
        }
    }

    private final Blueprint blueprint;
    private final DataType type;
    private final Kernels kernels;
    private final List<Segment> segments;
    private final INDArray parameters;
    private final INDArray gradients;
    private final List<INDArray> untrained;
    private final Executor executor;

    @SuppressWarnings("try") // the scope acts by being open
    private Network(Blueprint blueprint, DataType type, Kernels kernels) {
        this.blueprint = blueprint;
        this.type = type;
        this.kernels = kernels;
        this.segments = segments(blueprint);
        long length = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).to();
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            this.parameters = Nd4j.zeros(type, length);
            this.gradients = Nd4j.zeros(type, length);
        }
        this.untrained = segments.stream()
                .filter(s -> s.parameter().role() == Role.STATISTIC)
                .map(s -> view(gradients, s))
                .toList();
        this.executor = new Executor(blueprint, new Views(views(parameters), views(gradients)), kernels, type);
    }

    private Map<String, Map<String, INDArray>> views(INDArray vector) {
        Map<String, Map<String, INDArray>> views = new HashMap<>();
        blueprint.nodes().forEach(n -> views.put(n.name(), new HashMap<>()));
        segments.forEach(s -> views.get(s.node()).put(s.parameter().name(), view(vector, s)));
        return views;
    }

    private static List<Segment> segments(Blueprint blueprint) {
        List<Segment> all = new ArrayList<>();
        Map<String, List<Shape>> inputs = blueprint.inputs();
        long from = 0;
        for (Blueprint.Node node : blueprint.nodes()) {
            for (Parameter p : node.operation().parameters(inputs.get(node.name()))) {
                all.add(new Segment(node.name(), p, from));
                from += p.shape().values();
            }
        }
        return List.copyOf(all);
    }

    /** A new network with numbers of 32 bits. The same plan and seed give the same parameters, bit for bit. */
    public static Network create(Blueprint blueprint, long seed) {
        return create(blueprint, seed, DataType.FLOAT);
    }

    /** A new network of this data type, {@code FLOAT} or {@code DOUBLE}, with the fastest kernels that there are for it. */
    public static Network create(Blueprint blueprint, long seed, DataType type) {
        return create(blueprint, seed, type, Arithmetic.fastest(type));
    }

    /**
     * A new network with this arithmetic.
     *
     * @param kernels new ones, for this network alone
     */
    public static Network create(Blueprint blueprint, long seed, DataType type, Kernels kernels) {
        Network network = new Network(blueprint, type, kernels);
        network.segments.forEach(s -> Initializer.fill(view(network.parameters, s), seed, s.node(), s.parameter()));
        return network;
    }

    /** The plan that this network was made from. */
    public Blueprint blueprint() {
        return blueprint;
    }

    /** Which code has computed so far, the library first, for records of what ran. */
    public List<String> arithmetic() {
        return kernels.choices();
    }

    @Override
    public Shape input() {
        return blueprint.input();
    }

    @Override
    public int classes() {
        return blueprint.classes();
    }

    @Override
    public Set<String> taps() {
        return blueprint.shapes().keySet();
    }

    @Override
    public Map<String, Shape> shapes() {
        return blueprint.shapes();
    }

    /**
     * Answers a batch, without dropout and with running statistics. Working memory is reused from call to call; the arrays
     * answered are copies outside of any workspace, freed when they are closed or collected.
     */
    @Override
    public Map<String, INDArray> forward(INDArray features, Set<String> taps) {
        return executor.infer(checked(features), taps);
    }

    /**
     * One training pass: forward with dropout and batch statistics, the objective, and backward. Overwrites {@link #gradients}
     * with exactly the gradients that follow from the objective's; running statistics move, all other parameters stay.
     *
     * @param features {@code [rows, ...input]}, channels last, {@code 'c'} order; not changed
     * @param taps layers whose output the objective wants to see, beside the logits
     * @param seed all random draws of the pass follow from it
     */
    public void learn(INDArray features, Set<String> taps, long seed, Objective objective) {
        executor.learn(checked(features), taps, seed, objective::gradients);
        // Optimisers work in this vector, so nothing in it may be taken for granted.
        untrained.forEach(kernels::clear);
    }

    /**
     * As {@link #learn}, for a network that works inside of another one's objective: it is fed with arrays of that network, and
     * answers what their gradients are.
     *
     * @param fed {@link Blueprint#INPUT} and every {@link Source}, by name
     * @param taps layers whose output the objective wants to see; no others are shown
     * @return the gradients of what came in, by name; they stay as they are until the next pass, and may be changed
     */
    public Map<String, INDArray> relay(Map<String, INDArray> fed, Set<String> taps, long seed, Objective objective) {
        Map<String, Shape> shapes = blueprint.shapes();
        Map<String, INDArray> checked = new TreeMap<>();
        fed.forEach((name, array) ->
                checked.put(name, checked(array, name.equals(Blueprint.INPUT) ? input() : shapes.get(name))));
        Map<String, INDArray> found = executor.relay(checked, taps, seed, objective::gradients);
        untrained.forEach(g -> g.assign(0));
        return found;
    }

    private INDArray checked(INDArray features) {
        return checked(features, input());
    }

    private INDArray checked(INDArray features, Shape shape) {
        long[] given = features.shape();
        long[] wanted = shape.batch(given.length == 0 ? 0 : given[0]);
        if (!Arrays.equals(given, wanted)) {
            throw new ShapeException("the network takes [rows, %s], given %s"
                    .formatted(shape.toString().replace("x", ", "), Arrays.toString(given)));
        }
        return features.dataType() == type ? features : features.castTo(type);
    }

    /** All parameters, {@code [n]}, in the order of {@link #segments}: the network's own memory, for optimisers to change. */
    public INDArray parameters() {
        return parameters;
    }

    /** What the last {@link #learn} found, {@code [n]}, in the order of {@link #parameters}; optimisers may write into it. */
    public INDArray gradients() {
        return gradients;
    }

    /** Where each layer's parameters are. */
    public List<Segment> segments() {
        return segments;
    }

    /** One parameter of one layer, in its shape: the network's own memory. */
    public INDArray parameter(String node, String name) {
        return view(parameters, segment(node, name));
    }

    private Segment segment(String node, String name) {
        return segments.stream()
                .filter(s -> s.node().equals(node) && s.parameter().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ShapeException("no parameter '%s' in layer '%s'; there are %s"
                        .formatted(
                                name,
                                node,
                                segments.stream()
                                        .map(s -> s.node() + "." + s.parameter().name())
                                        .toList())));
    }

    private static INDArray view(INDArray vector, Segment segment) {
        long[] sizes = segment.parameter().shape().sizes().stream()
                .mapToLong(Integer::longValue)
                .toArray();
        return vector.get(NDArrayIndex.interval(segment.from(), segment.to())).reshape('c', sizes);
    }

    /** As {@link #decayMask(boolean)} with decay on everything that is trained. */
    public INDArray decayMask() {
        return decayMask(true);
    }

    /**
     * {@code [n]} of 1 where weight decay applies and 0 at running statistics, owned by the caller; null for everywhere.
     *
     * @param normAndBias whether it also applies to biases and to the scales and shifts of normalisations
     */
    public INDArray decayMask(boolean normAndBias) {
        Set<Role> spared = normAndBias ? Set.of(Role.STATISTIC) : Set.of(Role.STATISTIC, Role.BIAS, Role.SCALE);
        if (segments.stream().noneMatch(s -> spared.contains(s.parameter().role()))) {
            return null;
        }
        INDArray mask = Nd4j.ones(type, parameters.length());
        segments.stream()
                .filter(s -> spared.contains(s.parameter().role()))
                .forEach(s -> mask.get(NDArrayIndex.interval(s.from(), s.to())).assign(0));
        return mask;
    }

    /**
     * Shrinks the incoming weights of every dense unit whose L2 norm is above this to exactly this. Source: Srivastava et al.,
     * Journal of Machine Learning Research 15, 2014, section 5.1.
     */
    public void constrain(double maxNorm) {
        for (Segment s : segments) {
            if (s.parameter().role() == Role.WEIGHT && s.parameter().shape().rank() == 2) {
                shrink(view(parameters, s), maxNorm);
            }
        }
    }

    private void shrink(INDArray weights, double maxNorm) {
        INDArray squares = weights.mul(weights);
        INDArray share = Nd4j.createUninitialized(weights.dataType(), weights.size(1));
        kernels.channelSums(squares, share);
        if (share.maxNumber().doubleValue() > maxNorm * maxNorm) {
            // A share of exactly 1 leaves the other units' weights as they are, bit for bit.
            Transforms.min(Transforms.sqrt(share, false).rdivi(maxNorm), 1.0, false);
            weights.muliRowVector(share);
        }
    }

    /** A copy of all parameters, owned by the caller. */
    public INDArray copyParameters() {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return parameters.dup();
        }
    }

    /** Takes over the numbers of another vector of {@link #parameters}' length. */
    public void setParameters(INDArray values) {
        if (values.length() != parameters.length()) {
            throw new ShapeException(
                    "the network has %d parameters, given %d".formatted(parameters.length(), values.length()));
        }
        parameters.assign(values.reshape('c', new long[] {values.length()}));
    }

    /**
     * Writes the network as a zip that DL4J's {@code ModelSerializer} reads as well, with KD4J on the class path.
     *
     * @throws ModelException when the file cannot be written
     */
    public void save(Path file) {
        ComputationGraph graph = Graphs.of(blueprint, type);
        segments.forEach(
                s -> Graphs.parameter(graph, s.node(), s.parameter().name()).assign(view(parameters, s)));
        Zips.write(graph, file);
        graph.close();
    }

    /**
     * Reads a network that {@link #save} wrote.
     *
     * @throws ModelException when the file cannot be read or holds another kind of network
     */
    public static Network load(Path file) {
        ComputationGraph saved = Zips.graph(file);
        if (!Graphs.areOurs(saved)) {
            throw new ModelException(
                    "%s has layers that are not KD4J's; such a network can be a teacher, but is not trained here; 'kd4j convert' makes one of it that is"
                            .formatted(file));
        }
        DataType type = saved.params().dataType();
        Network network = new Network(Graphs.blueprint(saved), type, Arithmetic.fastest(type));
        network.segments.forEach(s -> view(network.parameters, s)
                .assign(Graphs.parameter(saved, s.node(), s.parameter().name())));
        saved.close();
        return network;
    }

    @Override
    public void close() {
        executor.close();
        parameters.close();
        gradients.close();
    }
}
