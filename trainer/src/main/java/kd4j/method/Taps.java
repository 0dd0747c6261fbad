package kd4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Patterns;
import kd4j.component.Require;
import kd4j.component.Section;

/**
 * Where a loss of features looks: layers of the student, each beside a layer of the teacher. A name may have stars for any
 * letters and then stands for all layers that it fits, in the order of the network.
 *
 * @param student names of layers of the student, one or a list
 * @param teacher names of layers of the teacher, as many; the student's names when left out
 */
@Section(shorthand = "student")
public record Taps(List<String> student, Optional<List<String>> teacher) {
    public Taps {
        student = List.copyOf(student);
        teacher = teacher.map(List::copyOf);
        Require.that(!student.isEmpty(), "student", student, "one or more names of layers");
        Require.that(!teacher.equals(Optional.of(List.of())), "teacher", teacher, "one or more names of layers");
    }

    /** Layers that have the same names in both networks. */
    public static Taps of(String... names) {
        return new Taps(List.of(names), Optional.empty());
    }

    /** One layer of each. */
    public static Taps of(String student, String teacher) {
        return new Taps(List.of(student), Optional.of(List.of(teacher)));
    }

    /** One layer of the student beside one of the teacher. */
    record Pair(String student, String teacher) {}

    /** The pairs of layers that are meant; problems are added where they are not clear. */
    List<Pair> pairs(Context context, List<String> problems) {
        int before = problems.size();
        List<String> ours = Patterns.all("student", student, context.studentTaps(), problems);
        List<String> theirs = Patterns.all(
                "teacher",
                teacher.orElse(student),
                List.copyOf(context.teacher().keySet()),
                problems);
        if (problems.size() == before && ours.size() != theirs.size()) {
            problems.add("%d layers of the student and %d of the teacher cannot be paired: %s and %s"
                    .formatted(ours.size(), theirs.size(), ours, theirs));
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            pairs.add(new Pair(ours.get(i), theirs.get(i)));
        }
        return pairs;
    }
}
