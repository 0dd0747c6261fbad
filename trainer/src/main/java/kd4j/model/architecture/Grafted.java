package kd4j.model.architecture;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Names;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;

/**
 * The lower layers of a small network, a projector, and the upper layers of a large one: the student of the method {@code simkd}.
 * All of it is the network: trained, evaluated, counted and exported. The body's layers up to {@code at} keep their names; the
 * projector ends in {@code projected.FROM}, in the shape of the large network's layer {@code FROM}; that network's further layers follow as
 * {@code classifier.NAME}, then {@code logits}. Images are projected by convolutions of 1x1, 3x3 and 1x1, each with batch norm and
 * relu, after averaging where the body's are larger by a whole factor; vectors by one dense layer. Source: Chen et al., arXiv 2203.14001,
 * section 3.
 *
 * @param body the small network
 * @param at its last layer that is kept
 * @param teacher the large network, the same as the teacher's architecture
 * @param from the layer of it that the projector imitates, mostly the last one before the mean over the image
 * @param factor the projector's inner channels are the large network's, divided by this, rounded down; the paper's is 2
 */
@Component("grafted")
public record Grafted(Architecture body, String at, Architecture teacher, String from, @Default("2") int factor)
        implements Architecture {
    private static final String PROJECTED = "projected.";
    private static final String CLASSIFIER = "classifier.";
    private static final int IMAGE = 3;

    public Grafted {
        Require.positive("factor", factor);
    }

    /** The layer of the large network that a network of this kind imitates; empty for one of another kind. */
    public static Optional<String> imitated(Blueprint plan) {
        return plan.shapes().keySet().stream()
                .filter(name -> name.startsWith(PROJECTED))
                .map(name -> name.substring(PROJECTED.length()))
                .findFirst();
    }

    /** What imitates it. */
    public static String projected(String from) {
        return PROJECTED + from;
    }

    /** The name that a layer has in the large network, where it was taken from there. */
    public static Optional<String> original(String layer) {
        if (layer.equals(Blueprint.LOGITS)) {
            return Optional.of(layer);
        }
        return layer.startsWith(CLASSIFIER) ? Optional.of(layer.substring(CLASSIFIER.length())) : Optional.empty();
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blueprint small = body.blueprint(input, classes);
        Blueprint large = teacher.blueprint(input, classes);
        check("at", at, small);
        check("from", from, large);
        Blueprint.Builder plan = Blueprint.of(input);
        Set<String> kept = small.needed(at);
        small.nodes().stream().filter(n -> kept.contains(n.name())).forEach(n -> add(plan, n, n.name(), n.inputs()));
        project(plan, small.shapes().get(at), large.shapes().get(from));
        classify(plan, large);
        return plan.build();
    }

    private static void check(String key, String layer, Blueprint plan) {
        Set<String> layers = plan.shapes().keySet();
        if (!layers.contains(layer) || layer.equals(Blueprint.LOGITS)) {
            throw new ShapeException("grafted: %s: given '%s'.%s Allowed: a layer before the logits of %s"
                    .formatted(key, layer, Names.suggestion(layer, layers), layers));
        }
    }

    private static void add(Blueprint.Builder plan, Blueprint.Node node, String name, List<String> inputs) {
        plan.add(name, node.operation(), inputs.toArray(String[]::new));
    }

    private void project(Blueprint.Builder plan, Shape small, Shape large) {
        if (small.rank() == 1 && large.rank() == 1) {
            plan.add(projected(from), new Dense(large.channels(), true), at);
            return;
        }
        int larger = larger(small, large);
        String begin = at;
        if (larger > 1) {
            begin = "projector.size";
            plan.add(begin, new AveragePool(larger, Optional.empty()), at);
        }
        int inner = Math.max(1, large.channels() / factor);
        block(plan, begin, "1", inner, 1, "projector.relu1");
        block(plan, "projector.relu1", "2", inner, 3, "projector.relu2");
        block(plan, "projector.relu2", "3", large.channels(), 1, projected(from));
    }

    private static void block(
            Blueprint.Builder plan, String begin, String number, int channels, int kernel, String end) {
        plan.add("projector.conv" + number, new Conv2d(channels, kernel, 1, Optional.of(kernel / 2), false), begin);
        plan.then("projector.norm" + number, new BatchNorm(1e-5, 0.1));
        plan.then(end, new Activation(Function.RELU));
    }

    /** How many times as large the sides of the body's images are. */
    private int larger(Shape small, Shape large) {
        boolean images = small.rank() == IMAGE && large.rank() == IMAGE;
        int times = images ? small.size(0) / large.size(0) : 0;
        if (times == 0 || times * large.size(0) != small.size(0) || times * large.size(1) != small.size(1)) {
            throw new ShapeException(
                    "grafted: '%s' of the body gives %s, '%s' of the teacher %s; allowed: two vectors, or two images, the body's as large or larger by a whole factor"
                            .formatted(at, small, from, large));
        }
        return times;
    }

    /** Everything behind {@code from}, which nothing may go around. */
    private void classify(Blueprint.Builder plan, Blueprint large) {
        Set<String> behind = new TreeSet<>(Set.of(from));
        for (Blueprint.Node node : large.nodes()) {
            List<String> known = node.inputs().stream().filter(behind::contains).toList();
            if (!known.isEmpty()) {
                if (known.size() < node.inputs().size()) {
                    throw new ShapeException(
                            "grafted: from: layer '%s' of the teacher is fed by %s, so '%s' is not all that the layers behind it see; choose a layer that nothing goes around"
                                    .formatted(node.name(), node.inputs(), from));
                }
                behind.add(node.name());
                add(
                        plan,
                        node,
                        renamed(node.name()),
                        node.inputs().stream().map(this::renamed).toList());
            }
        }
    }

    private String renamed(String layer) {
        if (layer.equals(from)) {
            return projected(from);
        }
        return layer.equals(Blueprint.LOGITS) ? layer : CLASSIFIER + layer;
    }
}
