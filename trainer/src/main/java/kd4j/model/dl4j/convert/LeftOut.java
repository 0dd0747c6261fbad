package kd4j.model.dl4j.convert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;

/** Settings of a DL4J network that a network of KD4J has no place for: they belong to a training, and its recipe says them. */
final class LeftOut {
    private final Map<String, Layer> layers;

    private LeftOut(Map<String, Layer> layers) {
        this.layers = layers;
    }

    /** A sentence for each kind; layers by the names that people gave them. */
    static List<String> of(ComputationGraphConfiguration conf, Map<String, String> names) {
        Map<String, Layer> layers = new TreeMap<>();
        conf.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex own) {
                layers.put(names.getOrDefault(name, name), own.getLayerConf().getLayer());
            }
        });
        LeftOut all = new LeftOut(layers);
        return Stream.of(
                        all.losses(),
                        all.updaters(),
                        all.base("regularisation", LeftOut::isRegularised),
                        all.base("weight noise", l -> l.getWeightNoise() != null),
                        all.base("gradient normalisation", LeftOut::normalisesGradients),
                        all.named("constraints", l -> l.getConstraints() != null),
                        all.named("the lock of gamma and beta, which are trained from now on", LeftOut::isLocked))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> losses() {
        return text(
                "the loss function", layers.values().stream().map(LeftOut::loss).flatMap(Optional::stream));
    }

    private static Optional<String> loss(Layer layer) {
        Object loss = layer instanceof LossLayer alone ? alone.getLossFn() : null;
        return Optional.ofNullable(layer instanceof BaseOutputLayer output ? output.getLossFn() : loss)
                .map(l -> l.getClass().getSimpleName());
    }

    private Optional<String> updaters() {
        return text(
                "the updater and its state",
                layers.values().stream()
                        .filter(l -> l instanceof BaseLayer base && base.getIUpdater() != null)
                        .map(l -> ((BaseLayer) l).getIUpdater().getClass().getSimpleName()));
    }

    private static boolean isRegularised(BaseLayer layer) {
        return Stream.of(
                        Optional.ofNullable(layer.getRegularization()),
                        Optional.ofNullable(layer.getRegularizationBias()))
                .flatMap(Optional::stream)
                .anyMatch(list -> !list.isEmpty());
    }

    private static boolean normalisesGradients(BaseLayer layer) {
        return layer.getGradientNormalization() != null
                && layer.getGradientNormalization() != GradientNormalization.None;
    }

    private static boolean isLocked(Layer layer) {
        return layer instanceof BatchNormalization norm && norm.isLockGammaBeta();
    }

    private Optional<String> base(String what, Predicate<BaseLayer> has) {
        return named(what, layer -> layer instanceof BaseLayer base && has.test(base));
    }

    private Optional<String> named(String what, Predicate<Layer> has) {
        return text(
                what,
                layers.entrySet().stream().filter(e -> has.test(e.getValue())).map(Map.Entry::getKey));
    }

    private static Optional<String> text(String what, Stream<String> of) {
        TreeSet<String> names = of.collect(Collectors.toCollection(TreeSet::new));
        return names.isEmpty() ? Optional.empty() : Optional.of(what + ": " + String.join(", ", names));
    }
}
