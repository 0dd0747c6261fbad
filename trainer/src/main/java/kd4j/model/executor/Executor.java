package kd4j.model.executor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import kd4j.component.ShapeException;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Kernels;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Answers and learns with one network. All activations and gradients live in memory of its own that is made once; what kernels
 * and the objective allocate on the way lives in a workspace until the pass ends. Used by one thread at a time.
 */
public final class Executor implements AutoCloseable {
    private static final String SCOPE = "KD4J_PASS_";
    private static final WorkspaceConfiguration CONFIGURATION = WorkspaceConfiguration.builder()
            .initialSize(0)
            .overallocationLimit(0.05)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .build();

    private final Blueprint blueprint;
    private final Views views;
    private final Kernels kernels;
    private final Rooms rooms;
    private final Set<String> names;
    private final List<String> order;
    private final Map<Wanted, Plan> plans = new HashMap<>();
    private boolean busy;

    /** What a plan is made for. */
    private record Wanted(Set<String> taps, boolean back) {}

    /** Prepares a network's passes. */
    public Executor(Blueprint blueprint, Views views, Kernels kernels, DataType type) {
        this.blueprint = blueprint;
        this.views = views;
        this.kernels = kernels;
        this.rooms = new Rooms(type);
        this.names = blueprint.shapes().keySet();
        this.order = List.copyOf(names);
    }

    /** Answers copies of the arrays at these taps, owned by the caller. */
    @SuppressWarnings("try") // scopes act by being open
    public Map<String, INDArray> infer(INDArray features, Set<String> wanted) {
        Plan plan = plan(wanted, false);
        Map<String, INDArray> answer = new LinkedHashMap<>();
        begin();
        try (MemoryWorkspace scope = enter()) {
            Turn turn = new Turn(plan, Map.of(0, features), kernels, rooms, false, seeds(0));
            int[] uses = plan.uses().clone();
            for (Step step : plan.steps()) {
                turn.forward(step);
                for (int value : step.from()) {
                    uses[value]--;
                    if (uses[value] == 0) {
                        turn.drop(value);
                    }
                }
            }
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                wanted.forEach(
                        tap -> answer.put(tap, turn.value(plan.taps().get(tap)).dup('c')));
            }
        } finally {
            end();
        }
        return answer;
    }

    /** One training pass; the gradients of all parameters are left in the gradient views. */
    public void learn(
            INDArray features, Set<String> wanted, long seed, UnaryOperator<Map<String, INDArray>> objective) {
        Set<String> shown = new TreeSet<>(wanted);
        shown.addAll(blueprint.ends());
        pass(Map.of(Blueprint.INPUT, features), shown, false, seed, objective);
    }

    /**
     * One training pass of a network that works inside of another one's objective. The answer are the gradients of what it was
     * fed with, by name; they stay until its next pass.
     */
    public Map<String, INDArray> relay(
            Map<String, INDArray> fed, Set<String> wanted, long seed, UnaryOperator<Map<String, INDArray>> objective) {
        return pass(fed, wanted, true, seed, objective);
    }

    @SuppressWarnings("try") // scopes act by being open
    private Map<String, INDArray> pass(
            Map<String, INDArray> fed,
            Set<String> shown,
            boolean back,
            long seed,
            UnaryOperator<Map<String, INDArray>> objective) {
        Plan plan = plan(shown, back);
        Map<String, INDArray> found = new LinkedHashMap<>();
        begin();
        try (MemoryWorkspace scope = enter()) {
            Turn turn = new Turn(plan, numbered(fed), kernels, rooms, true, seeds(seed));
            plan.steps().forEach(turn::forward);
            backward(plan, turn, objective.apply(activations(plan, turn)));
            if (back) {
                fed.keySet().forEach(name -> found.put(name, turn.inputGradientOf(number(name))));
            }
        } finally {
            end();
        }
        return found;
    }

    private Map<Integer, INDArray> numbered(Map<String, INDArray> fed) {
        Map<Integer, INDArray> numbered = new TreeMap<>();
        fed.forEach((name, array) -> numbered.put(number(name), array));
        return numbered;
    }

    private int number(String name) {
        return name.equals(Blueprint.INPUT) ? 0 : order.indexOf(name) + 1;
    }

    private static Map<String, INDArray> activations(Plan plan, Turn turn) {
        Map<String, INDArray> activations = new LinkedHashMap<>();
        plan.taps().forEach((tap, value) -> activations.put(tap, turn.value(value)));
        return activations;
    }

    private static void backward(Plan plan, Turn turn, Map<String, INDArray> gradients) {
        INDArray[] outside = new INDArray[plan.shapes().size()];
        gradients.forEach((tap, gradient) -> {
            Integer value = plan.taps().get(tap);
            if (value == null) {
                throw new ShapeException(
                        "a gradient at tap '%s' was given, but that tap was not asked for; asked for: %s"
                                .formatted(tap, new TreeSet<>(plan.taps().keySet())));
            }
            check(tap, turn.value(value), gradient);
            outside[value] = gradient;
        });
        List<Step> steps = plan.steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).learns()) {
                turn.backward(steps.get(i), outside[steps.get(i).to()]);
            }
        }
    }

    private static void check(String tap, INDArray activation, INDArray gradient) {
        if (!Arrays.equals(activation.shape(), gradient.shape())) {
            throw new ShapeException("the gradient at tap '%s' is %s, the tap %s"
                    .formatted(tap, Arrays.toString(gradient.shape()), Arrays.toString(activation.shape())));
        }
    }

    private Plan plan(Set<String> wanted, boolean back) {
        if (!names.containsAll(wanted)) {
            Set<String> unknown = new TreeSet<>(wanted);
            unknown.removeAll(names);
            throw new ShapeException("no layer is named %s; layers: %s".formatted(unknown, names));
        }
        return plans.computeIfAbsent(
                new Wanted(Set.copyOf(wanted), back), w -> Plan.of(blueprint, w.taps(), w.back(), views));
    }

    private long[] seeds(long seed) {
        long[] seeds = new long[names.size()];
        long next = seed;
        for (int i = 0; i < seeds.length; i++) {
            next = next * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
            seeds[i] = next;
        }
        return seeds;
    }

    private void begin() {
        if (busy) {
            throw new IllegalStateException("this network is at work already: an objective cannot run its own network;"
                    + " ask for taps instead");
        }
        busy = true;
    }

    private void end() {
        rooms.forget();
        busy = false;
    }

    /** A workspace of its own for each network that works within another one's objective. */
    private static MemoryWorkspace enter() {
        var workspaces = Nd4j.getWorkspaceManager();
        int depth = 0;
        while (workspaces.checkIfWorkspaceExistsAndActive(SCOPE + depth)) {
            depth++;
        }
        return workspaces.getAndActivateWorkspace(CONFIGURATION, SCOPE + depth);
    }

    @Override
    public void close() {
        rooms.close();
        plans.values().forEach(plan -> plan.steps()
                .forEach(step -> step.rooms().values().forEach(Room::close)));
        plans.clear();
    }
}
