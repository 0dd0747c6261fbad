package kd4j.sweep;

import java.util.Locale;
import java.util.function.Consumer;

/** How far a sweep is, and how long it takes if it goes on as it did. */
final class Progress {
    private final int all;
    private final Consumer<String> say;
    private final long begun = System.nanoTime();
    private int done;
    private int worked;
    private int failed;

    Progress(int all, Consumer<String> say) {
        this.all = all;
        this.say = say;
    }

    void done(Outcome outcome) {
        done++;
        worked += outcome.before() ? 0 : 1;
        failed += outcome.failed() ? 1 : 0;
        String what = outcome.failed() ? "failed" : outcome.before() ? "was finished before" : "done";
        say.accept("%d of %d  %s: %s%s%s"
                .formatted(
                        done,
                        all,
                        outcome.job().name(),
                        what,
                        failed == 0 ? "" : ", %d failed so far".formatted(failed),
                        done < all && worked > 0 ? ", " + left() + " left" : ""));
    }

    private String left() {
        double each = (System.nanoTime() - begun) / 1e9 / worked;
        long seconds = Math.round(each * (all - done));
        return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
}
