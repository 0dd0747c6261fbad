package kd4j.method;

import java.util.List;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;

/**
 * Raises the scores of classes that the transfer set lacked, by one number for all of them. The number is the one with the
 * fewest errors on the validation rows; the smallest such number where several are equal. Source: Hinton, Vinyals and Dean,
 * arXiv 1503.02531, section 3, who chose it on the test rows.
 *
 * @param classes numbers of the classes whose bias is raised
 * @param largest largest shift that is tried; the smallest is 0
 * @param step distance between the shifts that are tried
 */
@Section
public record BiasShift(List<Integer> classes, @Default("20.0") double largest, @Default("0.1") double step) {
    public BiasShift {
        classes = List.copyOf(classes);
        Require.that(
                !classes.isEmpty() && classes.stream().allMatch(c -> c >= 0),
                "classes",
                classes,
                "class numbers from 0");
        Require.positive("largest", largest);
        Require.that(step > 0 && step <= largest, "step", step, "a number > 0, at most " + largest);
    }
}
