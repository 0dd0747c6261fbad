package kd4j.compress;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.data.Seeds;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Keeps weights of a cluster equal. */
final class Clustered implements Compressor {
    private static final String MEMBERS = "members";
    private static final int NONE = -1;

    private final Cluster settings;
    private final Setting setting;
    private final long[] turns;
    private List<Network.Segment> targets = List.of();
    /** For each parameter of the network the number of its cluster within its layer. */
    private int[] members = {};

    Clustered(Cluster settings, Setting setting) {
        this.settings = settings;
        this.setting = setting;
        this.turns = settings.schedule().turns(setting);
    }

    @Override
    public void adopt(Network network) {
        targets = Weights.of(network, settings.layers());
        members = new int[Math.toIntExact(network.parameters().length())];
        Arrays.fill(members, NONE);
    }

    @Override
    public boolean enter(Network network, long step) {
        if (Arrays.binarySearch(turns, step) < 0) {
            return false;
        }
        for (Network.Segment s : targets) {
            double[] weights = Weights.numbers(Weights.part(network.parameters(), s));
            double[] some = Arrays.stream(weights).filter(w -> w != 0).toArray();
            long[] draw = {0};
            double[] centres = some.length == 0
                    ? some
                    : Centres.of(some, settings.clusters(), () -> uniform(step, s.from(), draw[0]++));
            for (int i = 0; i < weights.length; i++) {
                members[(int) s.from() + i] = weights[i] == 0 ? NONE : Centres.nearest(centres, weights[i]);
            }
        }
        return true;
    }

    private double uniform(long step, long place, long draw) {
        return Seeds.uniform(Seeds.mix(Seeds.Use.CENTRES, setting.seed(), step, place, draw));
    }

    @Override
    public void gradients(Network network) {
        hold(network.gradients());
    }

    /** The mean of each cluster. */
    @Override
    public void hold(INDArray vector) {
        for (Network.Segment s : targets) {
            INDArray part = Weights.part(vector, s);
            double[] numbers = Weights.numbers(part);
            double[] sums = new double[settings.clusters()];
            int[] counts = new int[settings.clusters()];
            int from = (int) s.from();
            for (int i = 0; i < numbers.length; i++) {
                if (members[from + i] != NONE) {
                    sums[members[from + i]] += numbers[i];
                    counts[members[from + i]]++;
                }
            }
            for (int i = 0; i < numbers.length; i++) {
                int member = members[from + i];
                numbers[i] = member == NONE ? numbers[i] : sums[member] / counts[member];
            }
            Weights.write(numbers, part);
        }
    }

    @Override
    public Map<String, INDArray> memory() {
        float[] numbers = new float[members.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = members[i];
        }
        return Map.of(MEMBERS, Nd4j.createFromArray(numbers));
    }

    @Override
    public void remember(Map<String, INDArray> memory) {
        float[] numbers = memory.get(MEMBERS).toFloatVector();
        for (int i = 0; i < numbers.length; i++) {
            members[i] = (int) numbers[i];
        }
    }

    @Override
    public Outcome outcome(Network trained) {
        List<Network.Segment> there = Weights.of(trained, settings.layers());
        int most = there.stream()
                .mapToInt(s -> values(Weights.part(trained.parameters(), s)))
                .max()
                .orElse(0);
        return new Outcome(
                "cluster",
                most <= settings.clusters(),
                "%d values beside 0 in the layer with the most of them, asked for %d at most in each of %d layers"
                        .formatted(most, settings.clusters(), there.size()));
    }

    /** How many different numbers there are, 0 not counted. */
    private static int values(INDArray weights) {
        Set<Double> different = new HashSet<>();
        Arrays.stream(Weights.numbers(weights)).filter(w -> w != 0).forEach(different::add);
        return different.size();
    }
}
