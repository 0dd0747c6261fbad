package kd4j.compress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import kd4j.model.Blueprint;
import kd4j.model.Operation;
import kd4j.model.join.Add;
import kd4j.model.join.Concat;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.DepthwiseConv2d;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.GlobalMaxPool;
import kd4j.model.layer.MaxPool;
import kd4j.model.layer.Upsample;

/**
 * Which channels of a network are one and the same: a channel goes through batch norm, activations, pooling and depthwise convolutions
 * as it is, lies beside others behind a concatenation, and a residual sum makes one of two, so that they can only be removed together.
 * What they are one with at a layer that needs all its channels, at the samples, or at the logits cannot be removed.
 */
final class Channels {
    private final Blueprint blueprint;
    /** The channels that each piece gives, by number; behind a flatten, one number stands at several places. */
    private final Map<String, int[]> given = new HashMap<>();
    /** The layers that make channels anew: convolutions and dense ones. */
    private final Set<String> producers = new TreeSet<>();

    private final List<Integer> parents = new ArrayList<>();
    private final Set<Integer> fixed = new TreeSet<>();

    private Channels(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    static Channels of(Blueprint blueprint) {
        Channels all = new Channels(blueprint);
        int[] samples = all.fresh(blueprint.input().channels());
        all.fix(samples);
        all.given.put(Blueprint.INPUT, samples);
        blueprint.nodes().forEach(all::add);
        blueprint.ends().forEach(end -> all.fix(all.given.get(end)));
        return all;
    }

    private void add(Blueprint.Node node) {
        List<int[]> inputs = node.inputs().stream().map(given::get).toList();
        given.put(node.name(), made(node, inputs));
    }

    private int[] made(Blueprint.Node node, List<int[]> inputs) {
        Operation operation = node.operation();
        if (operation instanceof Add) {
            return joined(inputs.get(0), inputs.get(1));
        }
        if (operation instanceof Concat) {
            return inputs.stream().flatMapToInt(Arrays::stream).toArray();
        }
        if (operation instanceof Flatten) {
            int[] channels = inputs.get(0);
            int values = blueprint.shapes().get(node.name()).channels();
            return IntStream.range(0, values)
                    .map(place -> channels[place % channels.length])
                    .toArray();
        }
        if (passes(operation)) {
            return inputs.get(0);
        }
        int[] fresh = fresh(blueprint.shapes().get(node.name()).channels());
        if (produces(operation)) {
            producers.add(node.name());
        } else {
            inputs.forEach(this::fix);
            fix(fresh);
        }
        return fresh;
    }

    /** Whether a channel of zeros comes out as it came in, whatever the others are. */
    private static boolean passes(Operation operation) {
        return operation instanceof BatchNorm
                || operation instanceof MaxPool
                || operation instanceof AveragePool
                || operation instanceof GlobalAveragePool
                || operation instanceof GlobalMaxPool
                || operation instanceof Dropout
                || operation instanceof Upsample
                || operation instanceof DepthwiseConv2d
                || (operation instanceof Activation a && a.function() != Function.SIGMOID);
    }

    /** Whether its output's channels are kernels of its own, each of which sees all channels that come in. */
    static boolean produces(Operation operation) {
        return operation instanceof Dense
                || operation instanceof Conv1d
                || (operation instanceof Conv2d conv && conv.groups() == 1);
    }

    private int[] fresh(int count) {
        int from = parents.size();
        IntStream.range(from, from + count).forEach(parents::add);
        return IntStream.range(from, from + count).toArray();
    }

    private void fix(int[] channels) {
        Arrays.stream(channels).forEach(fixed::add);
    }

    private int[] joined(int[] one, int[] other) {
        for (int i = 0; i < one.length; i++) {
            int a = root(one[i]);
            int b = root(other[i]);
            // The smaller number stands for both.
            parents.set(Math.max(a, b), Math.min(a, b));
        }
        return one;
    }

    private int root(int channel) {
        int at = channel;
        while (parents.get(at) != at) {
            at = parents.get(at);
        }
        return at;
    }

    /** How many numbers channels have. */
    int count() {
        return parents.size();
    }

    /** The channels that a piece gives, by the number that stands for all that they are one with. */
    int[] at(String piece) {
        return Arrays.stream(given.get(piece)).map(this::root).toArray();
    }

    /**
     * Layers whose channels can only be removed together, with these channels.
     *
     * @param layers names of the layers that make them
     * @param channels by number, in order
     */
    record Group(Set<String> layers, List<Integer> channels) {}

    /** What can be removed, where all layers that make it are meant by these patterns. */
    List<Group> groups(List<String> patterns) {
        Map<Integer, Set<String>> makers = new LinkedHashMap<>();
        for (Blueprint.Node node : blueprint.nodes()) {
            if (producers.contains(node.name())) {
                Arrays.stream(at(node.name())).forEach(c -> makers.computeIfAbsent(c, key -> new TreeSet<>())
                        .add(node.name()));
            }
        }
        Set<Integer> kept = new TreeSet<>(fixed.stream().map(this::root).toList());
        Map<Set<String>, List<Integer>> groups = new LinkedHashMap<>();
        makers.forEach((channel, layers) -> {
            if (!kept.contains(channel) && layers.stream().allMatch(layer -> Weights.meant(patterns, layer))) {
                groups.computeIfAbsent(layers, key -> new ArrayList<>()).add(channel);
            }
        });
        return groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
                .toList();
    }
}
