package kd4j.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import kd4j.component.Component;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A plan of compression at work in one training: its steps in their order, seen as one {@link Compressor}. Used by one thread. */
public final class Compressing {
    private static final long NEVER = Long.MAX_VALUE;

    private final List<Compressor> all;
    private final Setting setting;
    private final long lastTurn;
    private final long firstOnLabels;
    private Blueprint shape;

    private Compressing(List<Compression> steps, Setting setting, List<Compressor> all) {
        this.setting = setting;
        this.all = all;
        this.shape = setting.student();
        this.lastTurn =
                steps.stream().mapToLong(step -> lastTurn(step, setting)).max().orElse(-1);
        this.firstOnLabels = steps.stream()
                .filter(step -> step.schedule().fineTuning() == EpochSchedule.FineTuning.LABELS)
                .mapToLong(step -> step.schedule().turns(setting)[0])
                .min()
                .orElse(NEVER);
    }

    /**
     * Begins a plan; {@link #adopt} comes next.
     *
     * @param steps in the order in which they work
     * @throws CompressException with everything that does not fit network and training
     */
    public static Compressing begin(List<Compression> steps, Setting setting) {
        List<String> problems = new ArrayList<>();
        List<Compressor> all = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String place = "compress[%d] (%s): ".formatted(i, name(steps.get(i)));
            begin(steps.get(i), setting, all).forEach(problem -> problems.add(place + problem));
        }
        if (!problems.isEmpty()) {
            throw new CompressException(problems);
        }
        return new Compressing(steps, setting, List.copyOf(all));
    }

    private static List<String> begin(Compression step, Setting setting, List<Compressor> all) {
        List<String> problems = new ArrayList<>(step.schedule().problems(setting));
        if (problems.isEmpty()) {
            try {
                all.add(step.begin(setting));
            } catch (CompressException e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }

    static String name(Compression step) {
        Component component = step.getClass().getAnnotation(Component.class);
        return component == null ? step.getClass().getSimpleName() : component.value();
    }

    /**
     * The layers that a network would end with, tried on untrained ones: where a step decides by the parameters, others may come out in a
     * training, but of the same kind.
     *
     * @throws CompressException with everything that does not fit network and training
     */
    public static Blueprint rehearse(List<Compression> steps, Setting setting) {
        Compressing plan = begin(steps, setting);
        Network network = Network.create(setting.student(), setting.seed());
        plan.adopt(network);
        for (int epoch = 0; epoch < setting.epochs(); epoch++) {
            network = plan.replaced(network, epoch);
        }
        Blueprint last = network.blueprint();
        network.close();
        return last;
    }

    private Network replaced(Network network, int epoch) {
        Optional<Network> other = reshape(network, epoch);
        other.ifPresent(o -> network.close());
        return other.orElse(network);
    }

    /** The network that is trained from now on. */
    public void adopt(Network network) {
        shape = network.blueprint();
        all.forEach(c -> c.adopt(network));
    }

    /**
     * Before an epoch: the network in other layers, which is adopted already.
     *
     * @return a new network, which the caller closes; empty where the layers stay
     */
    public Optional<Network> reshape(Network network, int epoch) {
        Network now = network;
        for (Compressor step : all) {
            Optional<Network> other = step.reshape(now, epoch);
            if (other.isPresent()) {
                if (now != network) {
                    now.close();
                }
                now = other.get();
                adopt(now);
            }
        }
        return now == network ? Optional.empty() : Optional.of(now);
    }

    /** Before the forward pass: whether {@link #hold} has another form from now on. */
    public boolean enter(Network network, long step) {
        boolean changed = false;
        for (Compressor c : all) {
            changed |= c.enter(network, step);
        }
        return changed;
    }

    /** Before the optimiser. */
    public void gradients(Network network) {
        all.forEach(c -> c.gradients(network));
    }

    /** Brings parameters, a vector of an optimiser's state, or an average of parameters into the plan's form. */
    public void hold(INDArray vector) {
        all.forEach(c -> c.hold(vector));
    }

    /** Whether all turns of the plan are behind once so many steps are done. */
    public boolean settled(long stepsDone) {
        return lastTurn < stepsDone;
    }

    private static long lastTurn(Compression step, Setting setting) {
        LongStream turns = step.reshapes()
                ? LongStream.of(step.schedule().epochTurns(setting)).map(epoch -> epoch * setting.stepsPerEpoch())
                : LongStream.of(step.schedule().turns(setting));
        return turns.max().orElseThrow();
    }

    /** Whether any step of the training learns from labels alone. */
    public boolean everOnLabels() {
        return firstOnLabels < NEVER;
    }

    /** Whether the step behind so many others learns from labels alone. */
    public boolean labelsAlone(long stepsDone) {
        return firstOnLabels <= stepsDone;
    }

    /** How far it has come; the arrays are those at work. */
    public Progress progress() {
        Map<String, INDArray> memory = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            String place = i + ".";
            all.get(i).memory().forEach((name, array) -> memory.put(place + name, array));
        }
        return new Progress(shape.equals(setting.student()) ? Optional.empty() : Optional.of(shape), memory);
    }

    /** Goes on from there; the network of that time has been adopted. */
    public void resume(Progress progress) {
        for (int i = 0; i < all.size(); i++) {
            String place = i + ".";
            Map<String, INDArray> own = new TreeMap<>();
            progress.memory().forEach((name, array) -> {
                if (name.startsWith(place)) {
                    own.put(name.substring(place.length()), array);
                }
            });
            all.get(i).remember(own);
        }
    }

    /** For each step of the plan, whether it has really happened. */
    public List<Outcome> outcomes(Network trained) {
        return all.stream().map(c -> c.outcome(trained)).toList();
    }
}
