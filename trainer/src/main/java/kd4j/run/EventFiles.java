package kd4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kd4j.track.Entry;
import kd4j.track.EventFile;

/** Event files for TensorBoard out of what a run has written already. */
final class EventFiles {
    private static final double MILLIS = 1e3;

    private EventFiles() {}

    /** The file of a training that has none, such as one that another run made; without histograms, which are kept nowhere else. */
    static void complete(RunFolder.ArmFolder arm) {
        if (Files.exists(arm.metrics()) && !Files.exists(arm.events())) {
            AtomicFiles.write(arm.events(), beside -> fill(new EventFile(beside), arm));
        }
    }

    private static void fill(EventFile file, RunFolder.ArmFolder arm) throws IOException {
        List<MetricsLog.Line> lines = MetricsLog.Line.all(arm.metrics());
        List<Double> times = times(arm.metrics(), lines);
        file.keepUpTo(0, times.isEmpty() ? 0 : times.get(0));
        for (int i = 0; i < lines.size(); i++) {
            file.add(times.get(i), lines.get(i).step(), EventLog.scalars(Figures.of(lines.get(i))));
        }
    }

    /** When about each line was written, in seconds since 1970: the file knows when the last one was. */
    static List<Double> times(Path metrics, List<MetricsLog.Line> lines) {
        double[] time = new double[1];
        AtomicFiles.attempt(
                metrics, () -> time[0] = Files.getLastModifiedTime(metrics).toMillis() / MILLIS);
        List<Double> times = new ArrayList<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            times.add(0, time[0]);
            time[0] -= lines.get(i).seconds();
        }
        return times;
    }

    /** What a run says as a whole: recipe, verdict where there is one, and the test figures of what has ended. */
    static void whole(RunFolder run, Map<String, ArmResult> results) {
        AtomicFiles.write(run.events(), beside -> {
            EventFile file = new EventFile(beside);
            double now = System.currentTimeMillis() / MILLIS;
            file.keepUpTo(0, now);
            List<Entry> entries = new ArrayList<>();
            entries.add(new Entry.Text("recipe", block(Files.readString(run.resolvedRecipe()))));
            if (Files.exists(run.verdict())) {
                entries.add(new Entry.Text("verdict", block(Files.readString(run.verdict()))));
            }
            results.forEach((arm, result) -> Figures.of(result)
                    .forEach((name, value) -> entries.add(new Entry.Scalar(name + "/" + arm, value))));
            file.add(now, 0, entries);
        });
    }

    /** Markdown that is shown as it stands. */
    private static String block(String text) {
        return "    " + text.stripTrailing().replace("\n", "\n    ");
    }
}
