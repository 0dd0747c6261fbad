package kd4j.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kd4j.edge.BundleException;
import kd4j.edge.Step;

/** Transforms of a recipe as steps of the edge runtime. */
final class BundleSteps {
    private static final List<String> KNOWN = List.of("normalize", "scale", "resize", "repeat-channels");

    private BundleSteps() {}

    /** A sentence for each transform that the edge runtime does not have. */
    static List<String> problems(List<Map<String, Object>> transforms) {
        return transforms.stream()
                .map(BundleSteps::name)
                .filter(name -> !KNOWN.contains(name))
                .map(name ->
                        "bundle: the edge runtime has no transform '%s', so it could not prepare raw rows; allowed are %s. Leave bundle out of export, or prepare the data files themselves"
                                .formatted(name, KNOWN))
                .toList();
    }

    static List<Step> of(List<Map<String, Object>> transforms) {
        return transforms.stream().map(BundleSteps::step).toList();
    }

    private static String name(Map<String, Object> transform) {
        return String.valueOf(transform.get("type"));
    }

    private static Step step(Map<String, Object> transform) {
        return switch (name(transform)) {
            case "normalize" -> new Step.Normalize(numbers(transform.get("mean")), numbers(transform.get("sd")));
            case "scale" -> new Step.Scale(((Number) transform.get("factor")).doubleValue());
            case "resize" -> new Step.Resize(integer(transform, "height"), integer(transform, "width"));
            case "repeat-channels" -> new Step.RepeatChannels(integer(transform, "times"));
            default -> throw new BundleException(problems(List.of(transform)).get(0));
        };
    }

    private static int integer(Map<String, Object> transform, String key) {
        return ((Number) transform.get(key)).intValue();
    }

    private static List<Double> numbers(Object values) {
        List<Double> numbers = new ArrayList<>();
        for (Object value : (List<?>) values) {
            numbers.add(((Number) value).doubleValue());
        }
        return numbers;
    }
}
