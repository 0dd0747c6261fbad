package kd4j.compress;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kd4j.compress.quantise.Folding;
import kd4j.compress.quantise.Grids;
import kd4j.compress.quantise.PostTraining;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.Parameter;
import kd4j.model.quantise.FakeQuantise;
import kd4j.model.quantise.QuantisedWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Puts the layers that round into a network, where it is trained with them. They hold all that they remember as parameters. */
final class QuantisedTraining implements Compressor {
    private final Quantise settings;
    private final Setting setting;
    private Network network;
    private List<Network.Segment> grids = List.of();

    QuantisedTraining(Quantise settings, Setting setting) {
        this.settings = settings;
        this.setting = setting;
    }

    @Override
    public Optional<Network> reshape(Network network, int epoch) {
        boolean turn = settings.reshapes() && settings.schedule().epochTurns(setting)[0] == epoch;
        return turn && !Grids.rounds(network.blueprint()) ? Optional.of(rounding(network)) : Optional.empty();
    }

    private Network rounding(Network network) {
        try (Network folded = Folding.of(network)) {
            Network rounding = Network.create(settings.place(folded).plan(), setting.seed());
            PostTraining.copy(folded, rounding);
            return rounding;
        }
    }

    @Override
    public void adopt(Network adopted) {
        network = adopted;
        grids = adopted.segments().stream()
                .filter(s -> s.parameter().role() == Parameter.Role.STATISTIC
                        && Set.of(FakeQuantise.SCALE, FakeQuantise.ZERO)
                                .contains(s.parameter().name()))
                .toList();
    }

    /**
     * What the first batch sets is no matter of averages: half of the way to a zero is no zero. An optimiser's state, which has a 0 where
     * nothing is trained, keeps it.
     */
    @Override
    public void hold(INDArray vector) {
        for (Network.Segment s : grids) {
            if (vector.getDouble(s.from()) != 0) {
                vector.putScalar(s.from(), network.parameters().getDouble(s.from()));
            }
        }
    }

    @Override
    public Outcome outcome(Network trained) {
        if (!settings.reshapes()) {
            return new Outcome("quantise", true, "left to the exported file, which is calibrated after the training");
        }
        List<String> rounding = trained.blueprint().nodes().stream()
                .filter(n -> n.operation() instanceof FakeQuantise)
                .map(Blueprint.Node::name)
                .toList();
        long set = rounding.stream()
                .filter(n -> FakeQuantise.isSet(trained.parameter(n, FakeQuantise.ZERO)))
                .count();
        return new Outcome(
                "quantise",
                !rounding.isEmpty() && set == rounding.size(),
                "%d of %d grids of activations were set and trained, the weights of %d layers are rounded"
                        .formatted(set, rounding.size(), rounded(trained)));
    }

    private static long rounded(Network trained) {
        return trained.blueprint().nodes().stream()
                .filter(n -> n.operation() instanceof QuantisedWeights)
                .count();
    }
}
