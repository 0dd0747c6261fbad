package kd4j.ui;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A run in the list.
 *
 * @param id its folder from the folder of all runs, with {@code /}
 * @param name the recipe's name, with the combination of a sweep
 * @param folder the last part of its folder
 * @param data the data set's name; empty where it is not known yet
 * @param started date and time on this machine's clock; empty where nobody wrote it down
 * @param state whether it goes on
 * @param teacher the teacher's figure on the test rows, as text; empty where there is none yet
 * @param alone the same of the student alone
 * @param distilled the same of the distilled student
 * @param progress in words; empty for a finished run
 * @param share of its epochs that is done
 * @param problem what is wrong with its record; empty where nothing is
 */
public record Row(
        String id,
        String name,
        String folder,
        String data,
        String started,
        State state,
        String teacher,
        String alone,
        String distilled,
        String progress,
        double share,
        String problem) {
    /** Whether a run goes on. */
    public enum State {
        RUNNING,
        FINISHED,
        STOPPED,
        DAMAGED;

        /** As people read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether each of the words stands somewhere in the row. */
    boolean has(String words) {
        String all = String.join(" ", id, name, data, started, state.word()).toLowerCase(Locale.ROOT);
        return Stream.of(words.toLowerCase(Locale.ROOT).split("\\s+", -1)).allMatch(all::contains);
    }
}
