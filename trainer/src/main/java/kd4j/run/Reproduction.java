package kd4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import kd4j.engine.RunException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run beside the one that it repeats.
 *
 * @param folder the record of the second run
 * @param arms what was trained or measured, seed by seed
 */
public record Reproduction(Path folder, List<Arm> arms) {
    /** What a clock says, and where files were written to. */
    private static final List<String> OF_THE_MOMENT = List.of("seconds", "teacherCost", "files");

    /**
     * One network of both runs.
     *
     * @param name such as {@code seed-7/distilled}
     * @param before SHA-256 of its parameters in the first run
     * @param now the same in the second
     * @param equal whether parameters and all figures are the same to the last bit
     */
    public record Arm(String name, String before, String now, boolean equal) {}

    /** Whether everything is the same. */
    public boolean equal() {
        return arms.stream().allMatch(Arm::equal);
    }

    static Reproduction of(RunFolder first, RunFolder second) {
        List<Arm> arms = new ArrayList<>();
        for (long seed : Json.read(first.summary(), Summary.class).seeds()) {
            for (kd4j.run.Arm arm : kd4j.run.Arm.values()) {
                if (Files.exists(first.arm(seed, arm).result())) {
                    arms.add(compared(
                            "seed-%d/%s".formatted(seed, arm.id()),
                            first.arm(seed, arm).result(),
                            second.arm(seed, arm).result()));
                }
            }
        }
        return new Reproduction(second.root(), List.copyOf(arms));
    }

    private static Arm compared(String name, Path first, Path second) {
        ObjectNode before = Json.read(first, ObjectNode.class);
        ObjectNode now = Json.read(second, ObjectNode.class);
        before.remove(OF_THE_MOMENT);
        now.remove(OF_THE_MOMENT);
        return new Arm(name, digest(before), digest(now), before.equals(now));
    }

    private static String digest(JsonNode result) {
        return result.path("digest").asString();
    }

    /**
     * Refuses to repeat a run under other conditions, since its bits would differ.
     *
     * @throws RunException with the list of what differs
     */
    static void requireAlike(Provenance before, Provenance now, RunListener listener) {
        List<String> differences = new ArrayList<>();
        compare("SHA-256 of ", before.dataDigests(), now.dataDigests(), differences);
        compare("version of ", bits(before.versions()), bits(now.versions()), differences);
        compare("", conditions(before), conditions(now), differences);
        if (!differences.isEmpty()) {
            throw new RunException(
                    "This run cannot be repeated here to the same bits, because these differ:%n  %s%nMake them alike, or run its recipe anew with kd4j run and compare the two with kd4j compare."
                            .formatted(String.join(System.lineSeparator() + "  ", differences)));
        }
        if (!Objects.equals(before.git(), now.git())) {
            listener.note("it was made by commit %s, this is %s".formatted(before.git(), now.git()));
        }
    }

    private static Map<String, String> bits(Map<String, String> versions) {
        Map<String, String> bits = new TreeMap<>(versions);
        bits.keySet().retainAll(List.of("kd4j", "nd4j"));
        return bits;
    }

    private static Map<String, String> conditions(Provenance run) {
        Map<String, String> conditions = new TreeMap<>();
        conditions.put("backend", run.backend());
        conditions.put("processor", run.machine().get("processor"));
        conditions.put("OPENBLAS_CORETYPE", run.environment().get("OPENBLAS_CORETYPE"));
        return conditions;
    }

    private static void compare(
            String what, Map<String, String> before, Map<String, String> now, List<String> differences) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            if (!Objects.equals(before.get(key), now.get(key))) {
                differences.add("%s%s: %s then, %s now".formatted(what, key, before.get(key), now.get(key)));
            }
        }
    }
}
