package kd4j.compress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.layer.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Puts products in the place of layers before one epoch. */
record Factorised(Factorise settings, Setting setting, long turn) implements Compressor {
    static Factorised of(Factorise settings, Setting setting) {
        List<String> problems = new ArrayList<>(Weights.problems(setting.student(), settings.layers()));
        if (problems.isEmpty() && setting.student().nodes().stream().noneMatch(n -> meant(settings, n))) {
            problems.add("layers: none of those that are meant is a dense layer or a convolution without groups: %s"
                    .formatted(settings.layers()));
        }
        if (!problems.isEmpty()) {
            throw new CompressException(problems);
        }
        return new Factorised(settings, setting, settings.schedule().epochTurns(setting)[0]);
    }

    private static boolean meant(Factorise settings, Blueprint.Node node) {
        return Channels.produces(node.operation()) && Weights.meant(settings.layers(), node.name());
    }

    @Override
    public Optional<Network> reshape(Network network, int epoch) {
        return epoch == turn ? cut(network) : Optional.empty();
    }

    private Optional<Network> cut(Network network) {
        Blueprint before = network.blueprint();
        Map<String, List<Shape>> inputs = before.inputs();
        List<Blueprint.Node> nodes = new ArrayList<>();
        Map<String, double[]> numbers = new HashMap<>();
        for (Blueprint.Node node : before.nodes()) {
            Optional<Factors> factors = meant(settings, node)
                    ? Optional.of(factors(network, node)).filter(f -> smaller(f, node, inputs))
                    : Optional.empty();
            nodes.addAll(factors.map(Factors::nodes).orElse(List.of(node)));
            factors.ifPresent(f -> numbers.putAll(f.numbers()));
        }
        return numbers.isEmpty()
                ? Optional.empty()
                : Optional.of(Rebuilt.of(
                        network, new Blueprint(before.input(), nodes, before.ends()), numbers, setting.seed()));
    }

    private Factors factors(Network network, Blueprint.Node node) {
        INDArray weight = network.parameter(node.name(), "weight");
        double[] numbers = Weights.numbers(weight);
        Factors.Rank rank = basis -> basis.rank(settings.rank(), settings.energy());
        int first = Math.toIntExact(weight.size(0));
        if (node.operation() instanceof Dense) {
            return Factors.ofDense(node, Factors.matrix(numbers, first), rank);
        }
        int inputs = Math.toIntExact(weight.size(1));
        boolean pixel = numbers.length == first * inputs;
        return settings.form() == Factorise.Form.TUCKER && !pixel
                ? Factors.ofTucker(node, numbers, first, inputs, rank)
                : Factors.ofKernels(node, numbers, first, rank);
    }

    /** Whether the pieces have fewer numbers and fewer operations than the layer. */
    private static boolean smaller(Factors factors, Blueprint.Node node, Map<String, List<Shape>> inputs) {
        Shape input = inputs.get(node.name()).get(0);
        List<Blueprint.Node> chain = new ArrayList<>();
        String before = Blueprint.INPUT;
        for (Blueprint.Node piece : factors.nodes()) {
            chain.add(new Blueprint.Node(piece.name(), piece.operation(), List.of(before)));
            before = piece.name();
        }
        Blueprint now = new Blueprint(input, chain, List.of(before));
        Blueprint alone = new Blueprint(
                input,
                List.of(new Blueprint.Node(node.name(), node.operation(), List.of(Blueprint.INPUT))),
                List.of(node.name()));
        return now.parameters() < alone.parameters() && now.macs() < alone.macs();
    }

    @Override
    public Outcome outcome(Network trained) {
        Blueprint before = setting.student();
        Blueprint after = trained.blueprint();
        Set<String> there = after.shapes().keySet();
        List<String> meant = before.nodes().stream()
                .filter(n -> meant(settings, n))
                .map(Blueprint.Node::name)
                .toList();
        long cut = meant.stream()
                .filter(name -> there.contains(name + "-basis") || there.contains(name + "-core"))
                .count();
        boolean smaller = after.parameters() < before.parameters() && after.macs() < before.macs();
        return new Outcome(
                "factorise",
                cut > 0 && smaller,
                "%d of %d layers are products of smaller ones, asked for %s; parameters %,d, before %,d; MACs %,d, before %,d"
                        .formatted(
                                cut,
                                meant.size(),
                                settings.rank()
                                        .map(r -> "rank " + r)
                                        .orElseGet(() ->
                                                "energy " + settings.energy().orElseThrow()),
                                after.parameters(),
                                before.parameters(),
                                after.macs(),
                                before.macs()));
    }
}
