package kd4j.run;

import java.util.Locale;

/** What is trained and compared in every run. */
public enum Arm {
    /** The large network, on the labels. */
    TEACHER,
    /** The control: the small network on the labels alone, with the same budget, seed and first parameters. */
    STUDENT_ALONE,
    /** The small network with the recipe's method. */
    DISTILLED;

    /** The name in folders and files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
