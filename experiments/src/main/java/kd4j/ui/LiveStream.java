package kd4j.ui;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kd4j.component.Kd4jException;
import kd4j.report.Epoch;
import kd4j.run.Json;

/**
 * Tells a page what is new of a run, as server-sent events: {@code epoch} for each line of a {@code metrics.jsonl}, {@code anew} when
 * lines told before count no more, {@code state} when the run's state or progress changes, {@code problem} when a file is damaged, and
 * {@code end} when the run is finished. An event's id says how many epochs of each training the page has, so that a page whose
 * connection broke gets what it lacks.
 */
final class LiveStream {
    private static final Pattern HAS = Pattern.compile("(seed-\\d{1,18}/[a-z-]{1,20}):(\\d{1,9})");

    private final RunList runs;
    private final String id;
    private final Path folder;
    private final Trainings trainings;
    private final OutputStream out;
    /** By training, the epochs that the page has. */
    private final Map<String, Integer> told = new TreeMap<>();

    private String lastState = "";

    /**
     * Begins.
     *
     * @param last what the page has: the id of the last event that it got; empty for none
     */
    LiveStream(RunList runs, String id, Path folder, String last, OutputStream out) {
        this.runs = runs;
        this.id = id;
        this.folder = folder;
        this.trainings = new Trainings(folder);
        this.out = out;
        Matcher has = HAS.matcher(last);
        while (has.find()) {
            told.put(has.group(1), Integer.valueOf(has.group(2)));
        }
    }

    /**
     * Tells until the run is finished, the page is gone or the server ends.
     *
     * @param look time between two looks at the files
     * @param beat time after which a silent stream gives a sign, so that a page that is gone is noticed
     * @throws IOException when the page is gone
     */
    void tell(Duration look, Duration beat, BooleanSupplier open) throws IOException, InterruptedException {
        write("retry: 1000\n\n");
        long silentSince = System.nanoTime();
        while (open.getAsBoolean()) {
            Row row = runs.row(id, folder);
            boolean news = news();
            boolean said = state(row) || news;
            if (row.state() == Row.State.FINISHED) {
                event("end", Map.of());
                return;
            }
            if (said) {
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince >= beat.toNanos()) {
                write(": still here\n\n");
                silentSince = System.nanoTime();
            }
            Thread.sleep(look.toMillis());
        }
    }

    private boolean news() throws IOException {
        try {
            List<Trainings.Change> changes = trainings.look();
            for (Trainings.Change change : changes) {
                tell(change);
            }
            return !changes.isEmpty();
        } catch (Kd4jException e) {
            event("problem", Map.of("text", e.getMessage()));
            return true;
        }
    }

    private void tell(Trainings.Change change) throws IOException {
        int has = told.getOrDefault(change.training(), 0);
        int there = change.first() - 1 + change.epochs().size();
        if (change.anew() || has > there) {
            told.remove(change.training());
            has = 0;
            event("anew", Map.of("training", change.training()));
        }
        int number = change.first();
        for (Epoch epoch : change.epochs()) {
            if (number > has) {
                told.put(change.training(), number);
                event("epoch", Map.of("training", change.training(), "number", number, "epoch", epoch));
            }
            number++;
        }
    }

    /** Whether it was another than the one told last. */
    private boolean state(Row row) throws IOException {
        Map<String, Object> state = Map.of(
                "state", row.state().word(),
                "progress", row.progress(),
                "share", row.share(),
                "problem", row.problem());
        String line = Json.line(state);
        if (line.equals(lastState)) {
            return false;
        }
        lastState = line;
        event("state", state);
        return true;
    }

    private void event(String name, Object data) throws IOException {
        String ids = told.entrySet().stream()
                .map(has -> has.getKey() + ":" + has.getValue())
                .collect(Collectors.joining(","));
        // Written as JSON, the data has no line break, and so cannot end the event.
        write("id: %s\nevent: %s\ndata: %s\n\n".formatted(ids, name, Json.line(data)));
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
