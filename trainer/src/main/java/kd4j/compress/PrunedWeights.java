package kd4j.compress;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps weights at 0 by a mask of 0 and 1 over all parameters. */
final class PrunedWeights implements Compressor {
    private static final String MASK = "mask";

    private final Prune settings;
    private final long[] turns;
    private List<Network.Segment> targets = List.of();
    private INDArray mask;

    PrunedWeights(Prune settings, Setting setting) {
        this.settings = settings;
        this.turns = settings.schedule().turns(setting);
    }

    /** Weights that the pattern can be laid over. */
    static List<Network.Segment> patterned(Prune settings, Setting setting) {
        try (Network network = Network.create(setting.student(), setting.seed())) {
            return targets(settings, network);
        }
    }

    private static List<Network.Segment> targets(Prune settings, Network network) {
        Optional<NOfM> pattern = settings.pattern().flatMap(NOfM::of);
        return Weights.of(network, settings.layers()).stream()
                .filter(s -> pattern.isEmpty() || pattern.get().fits(s.parameter()))
                .toList();
    }

    @Override
    public void adopt(Network network) {
        boolean first = mask == null;
        targets = targets(settings, network);
        mask = network.parameters().like().assign(1);
        if (!first) {
            // Layers that stayed, or lost channels, have kept their zeros; factors of a product have none.
            targets.forEach(s -> Weights.write(
                    nonZero(Weights.numbers(Weights.part(network.parameters(), s))), Weights.part(mask, s)));
        }
    }

    private static double[] nonZero(double[] weights) {
        return Arrays.stream(weights).map(w -> w == 0 ? 0 : 1).toArray();
    }

    @Override
    public boolean enter(Network network, long step) {
        if (Arrays.binarySearch(turns, step) < 0) {
            return false;
        }
        Optional<NOfM> pattern = settings.pattern().flatMap(NOfM::of);
        double share = settings.share(EpochSchedule.progress(turns, step));
        if (pattern.isPresent()) {
            targets.forEach(
                    s -> Weights.write(pattern.get().mask(s.parameter(), numbers(network, s)), Weights.part(mask, s)));
        } else if (settings.scope() == Prune.Scope.GLOBAL) {
            prune(network, targets, share);
        } else {
            targets.forEach(s -> prune(network, List.of(s), share));
        }
        return true;
    }

    private static double[] numbers(Network network, Network.Segment segment) {
        return Weights.numbers(Weights.part(network.parameters(), segment));
    }

    /** Masks the smallest of these weights together. */
    private void prune(Network network, List<Network.Segment> some, double share) {
        List<double[]> weights = some.stream().map(s -> numbers(network, s)).toList();
        boolean[][] pruned = Smallest.of(weights, wanted(some, share));
        for (int i = 0; i < some.size(); i++) {
            boolean[] out = pruned[i];
            double[] kept = new double[out.length];
            Arrays.setAll(kept, k -> out[k] ? 0 : 1);
            Weights.write(kept, Weights.part(mask, some.get(i)));
        }
    }

    private static long wanted(List<Network.Segment> some, double share) {
        return Math.round(
                share * some.stream().mapToLong(s -> s.to() - s.from()).sum());
    }

    @Override
    public void gradients(Network network) {
        hold(network.gradients());
    }

    @Override
    public void hold(INDArray vector) {
        vector.muli(mask);
    }

    @Override
    public Map<String, INDArray> memory() {
        return Map.of(MASK, mask);
    }

    @Override
    public void remember(Map<String, INDArray> memory) {
        mask.assign(memory.get(MASK).castTo(mask.dataType()));
    }

    @Override
    public Outcome outcome(Network trained) {
        double share = settings.share(1);
        List<Network.Segment> there = targets(settings, trained);
        long all = wanted(there, 1);
        long zeros = there.stream()
                .mapToLong(s -> Weights.zeros(Weights.part(trained.parameters(), s)))
                .sum();
        // Each layer's share is rounded by itself, by half a weight at most.
        boolean enough = zeros >= share * all - there.size();
        return new Outcome(
                "prune",
                enough,
                "%d of %d weights in %d layers are 0: a share of %.4f, asked for %.4f"
                        .formatted(zeros, all, there.size(), all == 0 ? 0 : (double) zeros / all, share));
    }
}
