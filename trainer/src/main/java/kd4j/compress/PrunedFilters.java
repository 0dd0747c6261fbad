package kd4j.compress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Removes whole channels between epochs. */
final class PrunedFilters implements Compressor {
    private static final String IMPORTANCE = "importance";

    private final Prune settings;
    private final Setting setting;
    private final long[] turns;
    /** How many channels each group had at the beginning. */
    private final Map<Set<String>, Integer> first = new HashMap<>();

    private Channels channels;
    private float[] importance;
    private int epoch;

    private PrunedFilters(Prune settings, Setting setting) {
        this.settings = settings;
        this.setting = setting;
        this.turns = settings.schedule().epochTurns(setting);
        Channels.of(setting.student())
                .groups(settings.layers())
                .forEach(group -> first.put(group.layers(), group.channels().size()));
        this.channels = Channels.of(setting.student());
        this.importance = new float[channels.count()];
    }

    static PrunedFilters of(Prune settings, Setting setting) {
        PrunedFilters made = new PrunedFilters(settings, setting);
        List<String> problems = made.problems();
        if (!problems.isEmpty()) {
            throw new CompressException(problems);
        }
        return made;
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (first.isEmpty()) {
            problems.add(
                    "structure: no channels of the layers that are meant can be removed. They go into a sum with others that are not meant, are counted by the logits, or lie before a layer that needs all of them");
        }
        if (settings.criterion() == Prune.Criterion.TAYLOR && turns[0] == 0) {
            problems.add(
                    "criterion: taylor looks at the gradients of the epochs before its first turn, which is at the beginning. Begin with epoch 1 or later");
        }
        if (settings.criterion() == Prune.Criterion.BN_GAMMA && !normed()) {
            problems.add(
                    "criterion: bn-gamma goes by the scales of batch normalisations, which are not behind all layers that are meant. Name other layers, or choose l1 or taylor");
        }
        return problems;
    }

    private boolean normed() {
        try (Network network = Network.create(setting.student(), setting.seed())) {
            Set<Integer> seen = new Importance(network, channels)
                    .norms().stream()
                            .flatMapToInt(node -> Arrays.stream(channels.at(node.name())))
                            .boxed()
                            .collect(Collectors.toSet());
            return channels.groups(settings.layers()).stream().allMatch(group -> seen.containsAll(group.channels()));
        }
    }

    @Override
    public void adopt(Network network) {
        channels = Channels.of(network.blueprint());
        importance = new float[channels.count()];
    }

    @Override
    public Optional<Network> reshape(Network network, int before) {
        epoch = before;
        if (Arrays.binarySearch(turns, before) < 0) {
            return Optional.empty();
        }
        Set<Integer> removed = removed(network, settings.share(EpochSchedule.progress(turns, before)));
        return removed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Removal(network, channels, removed).apply(setting.seed()));
    }

    private Set<Integer> removed(Network network, double share) {
        List<Channels.Group> groups = channels.groups(settings.layers());
        double[] scores = scores(network);
        Set<Integer> removed = new HashSet<>();
        if (settings.scope() == Prune.Scope.GLOBAL) {
            remove(groups, goal(groups, share), scores, removed);
        } else {
            groups.forEach(group -> remove(List.of(group), goal(List.of(group), share), scores, removed));
        }
        return removed;
    }

    private double[] scores(Network network) {
        Importance now = new Importance(network, channels);
        return switch (settings.criterion()) {
            case L1 -> now.magnitudes();
            case BN_GAMMA -> now.scales();
            case TAYLOR ->
                IntStream.range(0, importance.length)
                        .mapToDouble(c -> importance[c])
                        .toArray();
        };
    }

    /** How many channels of these groups go now, so that this share of those of the beginning is gone. */
    private int goal(List<Channels.Group> groups, double share) {
        int before = groups.stream()
                .mapToInt(g -> first.getOrDefault(g.layers(), g.channels().size()))
                .sum();
        int now = groups.stream().mapToInt(g -> g.channels().size()).sum();
        return Math.toIntExact(Math.round(share * before)) - (before - now);
    }

    /** Takes those of least importance, of equal ones the first, but leaves each group one channel. */
    private static void remove(List<Channels.Group> groups, int goal, double[] scores, Set<Integer> removed) {
        Map<Integer, Integer> group = new HashMap<>();
        int[] left = new int[groups.size()];
        for (int i = 0; i < left.length; i++) {
            int number = i;
            left[i] = groups.get(i).channels().size();
            groups.get(i).channels().forEach(c -> group.put(c, number));
        }
        List<Integer> order = group.keySet().stream()
                .sorted(Comparator.<Integer>comparingDouble(c -> scores[c]).thenComparing(c -> c))
                .toList();
        int taken = 0;
        for (int channel : order) {
            if (taken < goal && left[group.get(channel)] > 1) {
                removed.add(channel);
                left[group.get(channel)]--;
                taken++;
            }
        }
    }

    /** Between turns: what taylor goes by is summed up, and scales are drawn to 0 where there is a penalty. */
    @Override
    public void gradients(Network network) {
        if (epoch >= turns[turns.length - 1]) {
            return;
        }
        Importance now = new Importance(network, channels);
        if (settings.criterion() == Prune.Criterion.TAYLOR) {
            double[] changes = now.changes();
            for (int c = 0; c < importance.length; c++) {
                importance[c] += (float) changes[c];
            }
        }
        if (settings.penalty() > 0) {
            now.norms().forEach(node -> draw(network, node));
        }
    }

    private void draw(Network network, Blueprint.Node node) {
        network.segments().stream()
                .filter(s ->
                        s.node().equals(node.name()) && s.parameter().name().equals("gamma"))
                .forEach(s -> {
                    INDArray signs = Nd4j.createFromArray(
                                    Arrays.stream(Weights.numbers(Weights.part(network.parameters(), s)))
                                            .map(Math::signum)
                                            .toArray())
                            .castTo(network.gradients().dataType());
                    Weights.part(network.gradients(), s).addi(signs.muli(settings.penalty()));
                });
    }

    @Override
    public Map<String, INDArray> memory() {
        return settings.criterion() == Prune.Criterion.TAYLOR
                ? Map.of(IMPORTANCE, Nd4j.createFromArray(importance))
                : Map.of();
    }

    @Override
    public void remember(Map<String, INDArray> memory) {
        if (memory.containsKey(IMPORTANCE)) {
            importance = memory.get(IMPORTANCE).toFloatVector();
        }
    }

    @Override
    public Outcome outcome(Network trained) {
        Blueprint before = setting.student();
        Blueprint after = trained.blueprint();
        List<Channels.Group> groups = Channels.of(after).groups(settings.layers());
        int all = first.values().stream().mapToInt(n -> n).sum();
        int left = groups.stream().mapToInt(g -> g.channels().size()).sum();
        int wanted = settings.scope() == Prune.Scope.GLOBAL
                ? Math.toIntExact(Math.round(settings.share(1) * all))
                : first.values().stream()
                        .mapToInt(n -> (int) Math.min(n - 1, Math.round(settings.share(1) * n)))
                        .sum();
        boolean smaller = after.parameters() < before.parameters() && after.macs() < before.macs();
        return new Outcome(
                "prune",
                smaller && all - left >= wanted,
                "%d of %d filters in %d groups of layers are gone: a share of %.4f, asked for %.4f; parameters %,d, before %,d; MACs %,d, before %,d"
                        .formatted(
                                all - left,
                                all,
                                first.size(),
                                (double) (all - left) / all,
                                settings.share(1),
                                after.parameters(),
                                before.parameters(),
                                after.macs(),
                                before.macs()));
    }
}
