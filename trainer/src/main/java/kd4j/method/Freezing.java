package kd4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Names;
import kd4j.component.Patterns;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Parameter;

/** Which parameters of a student a stage leaves as they are. */
record Freezing(Blueprint student, List<String> problems) {
    private record Name(String layer, String parameter) {
        private String full() {
            return layer + "." + parameter;
        }
    }

    /** Their names, {@code layer.parameter}. */
    List<String> frozen(Stage stage) {
        List<Name> all = names();
        if (stage.upTo().isPresent()) {
            Set<String> needed = needed(stage.upTo().get());
            return full(all.stream().filter(n -> !needed.contains(n.layer())).toList());
        }
        if (!stage.train().isEmpty()) {
            List<Name> trained = meant("train", stage.train(), all);
            return full(all.stream().filter(n -> !trained.contains(n)).toList());
        }
        return full(meant("freeze", stage.freeze(), all));
    }

    private static List<String> full(List<Name> names) {
        return names.stream().map(Name::full).toList();
    }

    /** The names of all parameters. */
    List<String> all() {
        return full(names());
    }

    private List<Name> names() {
        Map<String, List<Shape>> inputs = student.inputs();
        List<Name> all = new ArrayList<>();
        for (Blueprint.Node node : student.nodes()) {
            for (Parameter p : node.operation().parameters(inputs.get(node.name()))) {
                all.add(new Name(node.name(), p.name()));
            }
        }
        return all;
    }

    private List<Name> meant(String key, List<String> patterns, List<Name> all) {
        for (String pattern : patterns) {
            if (all.stream().noneMatch(n -> Patterns.fits(pattern, n.layer(), n.parameter()))) {
                List<String> layers = all.stream().map(Name::layer).distinct().toList();
                problems.add("%s: the student has no parameters in '%s'.%s Layers with parameters: %s"
                        .formatted(key, pattern, Names.suggestion(pattern, layers), String.join(", ", layers)));
            }
        }
        return all.stream()
                .filter(n -> patterns.stream().anyMatch(p -> Patterns.fits(p, n.layer(), n.parameter())))
                .toList();
    }

    /** A layer and all that it depends on. */
    private Set<String> needed(String layer) {
        Set<String> layers = student.shapes().keySet();
        if (!layers.contains(layer)) {
            problems.add("up-to: the student has no layer '%s'.%s It has %s"
                    .formatted(layer, Names.suggestion(layer, layers), layers));
        }
        return student.needed(layer);
    }
}
