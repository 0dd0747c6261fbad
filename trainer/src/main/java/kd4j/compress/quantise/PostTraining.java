package kd4j.compress.quantise;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.quantise.FakeQuantise;
import kd4j.model.quantise.Grid;
import kd4j.model.quantise.QuantisedWeights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that answers as its 8-bit file will: with every rounding, in 32-bit floats.
 *
 * @param network the network; the caller closes it
 * @param quantised its layers that are computed with 8-bit numbers
 * @param floats its layers that are not, though they compute something
 * @param step from one number to the next of an 8-bit grid over its logits on the rows of calibration: how finely it can tell them
 */
public record PostTraining(Network network, List<String> quantised, List<String> floats, double step)
        implements AutoCloseable {
    /**
     * How a network is quantised after its training.
     *
     * @param calibration how grids are chosen
     * @param biasCorrection whether shifts by rounding are taken out of the biases
     * @param equalise whether ranges of weights are evened out first
     * @param bits of each weight, 7 or 8
     * @param layers patterns of names of the convolutions and dense layers that are meant
     */
    public record Settings(
            Calibration calibration, boolean biasCorrection, boolean equalise, int bits, List<String> layers) {
        /** Grids over all numbers seen, and 8 bits for all layers. */
        public static final Settings USUAL = new Settings(new MinMax(), false, false, 8, List.of("*"));

        public Settings {
            layers = List.copyOf(layers);
        }
    }

    public PostTraining {
        quantised = List.copyOf(quantised);
        floats = List.copyOf(floats);
    }

    /**
     * Quantises a network that was trained without rounding, or takes over the grids of one that was trained with it.
     *
     * @param network not changed
     * @param rows {@code [rows, ...input]} for calibration: training rows as the network gets them, some hundreds
     */
    public static PostTraining of(Network network, Settings settings, INDArray rows) {
        return Grids.rounds(network.blueprint()) ? trained(network, rows) : calibrated(network, settings, rows);
    }

    private static PostTraining calibrated(Network network, Settings settings, INDArray rows) {
        try (Network exact = Folding.of(network)) {
            if (settings.equalise()) {
                Equalisation.of(exact);
            }
            Placement placement = Placement.of(exact.blueprint(), settings.layers(), settings.bits(), false);
            Network rounding = Network.create(placement.plan(), 0);
            copy(exact, rounding);
            calibrate(exact, rounding, settings.calibration(), rows);
            if (settings.biasCorrection()) {
                BiasCorrection.of(exact, rounding, biased(rounding), rows);
            }
            Grids.of(rounding).roundBiases();
            return of(rounding, placement.quantised(), placement.floats(), rows);
        }
    }

    private static PostTraining trained(Network network, INDArray rows) {
        Network rounding = Network.create(network.blueprint(), 0);
        copy(network, rounding);
        Grids.of(rounding).roundBiases();
        Network plain = exact(network);
        Placement placement = Placement.of(plain.blueprint(), weighted(network.blueprint()), 8, true);
        plain.close();
        return of(rounding, placement.quantised(), placement.floats(), rows);
    }

    private static PostTraining of(Network rounding, List<String> quantised, List<String> floats, INDArray rows) {
        Histogram logits = new Observation(rounding, rows)
                .histograms(Set.of(Blueprint.LOGITS))
                .get(Blueprint.LOGITS);
        double step = Grid.over(logits.low(), logits.high()).scale();
        return new PostTraining(rounding, quantised, floats, step);
    }

    private static List<String> weighted(Blueprint plan) {
        return plan.nodes().stream()
                .filter(n -> n.operation() instanceof QuantisedWeights)
                .map(Blueprint.Node::name)
                .toList();
    }

    private static List<String> biased(Network network) {
        Set<String> withBias = network.segments().stream()
                .filter(s -> s.parameter().name().equals("bias"))
                .map(Network.Segment::node)
                .collect(Collectors.toSet());
        return weighted(network.blueprint()).stream().filter(withBias::contains).toList();
    }

    /** Takes over what both have. */
    public static void copy(Network from, Network to) {
        Set<String> known = from.segments().stream()
                .map(s -> s.node() + "/" + s.parameter().name())
                .collect(Collectors.toSet());
        for (Network.Segment s : to.segments()) {
            if (known.contains(s.node() + "/" + s.parameter().name())) {
                to.parameter(s.node(), s.parameter().name())
                        .assign(from.parameter(s.node(), s.parameter().name()));
            }
        }
    }

    private static void calibrate(Network exact, Network rounding, Calibration calibration, INDArray rows) {
        Set<String> values = new TreeSet<>();
        for (Blueprint.Node node : rounding.blueprint().nodes()) {
            if (node.operation() instanceof FakeQuantise) {
                values.add(node.inputs().get(0));
            }
        }
        Map<String, Histogram> seen = new Observation(exact, rows).histograms(values);
        seen.forEach((value, histogram) -> FakeQuantise.set(
                calibration.grid(histogram),
                rounding.parameter(Placement.rounding(value), FakeQuantise.SCALE),
                rounding.parameter(Placement.rounding(value), FakeQuantise.ZERO)));
    }

    /**
     * A network without the layers that round, which the caller closes: what was trained with rounding, in floats.
     *
     * @param network not changed
     */
    public static Network exact(Network network) {
        Network exact = Network.create(Placement.without(network.blueprint()), 0);
        copy(network, exact);
        return exact;
    }

    /**
     * The network in double precision, which the caller closes: sums of 8-bit products are exact in it, as they are in a file. In floats,
     * sums may end on the other side of the middle between two numbers of a grid.
     */
    public Network precise() {
        Network precise = Network.create(network.blueprint(), 0, DataType.DOUBLE);
        copy(network, precise);
        Grids.of(precise).roundBiases();
        return precise;
    }

    @Override
    public void close() {
        network.close();
    }
}
