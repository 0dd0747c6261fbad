package kd4j.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kd4j.report.Page;
import kd4j.report.Templates;
import kd4j.run.RunFolder;

/** The pages, and the files that they load. */
final class Pages {
    /** More than these side by side nobody can read. */
    static final int MOST = 40;

    private static final String SCRIPT = "text/javascript";
    private static final Map<String, Response> FILES = new TreeMap<>(Map.of(
            "/files/style.css", Response.file("text/css", Templates.style() + Templates.text(Pages.class, "ui.css")),
            "/files/echarts.js", Response.file(SCRIPT, Templates.echarts()),
            "/files/chart.js", Response.file(SCRIPT, Templates.charts()),
            "/files/live.js", Response.file(SCRIPT, Templates.text(Pages.class, "live.js")),
            "/files/list.js", Response.file(SCRIPT, Templates.text(Pages.class, "list.js"))));

    private final RunList runs;
    private final Templates templates = Templates.beside(Pages.class);
    private final RowTexts texts = new RowTexts(templates);

    Pages(RunList runs) {
        this.runs = runs;
    }

    /** The files by their paths. */
    static Map<String, Response> files() {
        return FILES;
    }

    /** All runs, or those that have the words. */
    Response list(Query query) {
        String words = query.one("q").orElse("").strip();
        Map<String, Object> values = new LinkedHashMap<>();
        List<Row> all = runs.rows();
        values.put(
                "rows", texts.of(all, all.stream().filter(row -> row.has(words)).toList()));
        values.put("words", words);
        values.put("root", runs.root().toAbsolutePath().normalize().toString());
        return Response.page(templates.filled("list.ftlh", values));
    }

    /** One run, with curves that grow. */
    Response run(Query query) {
        String id = query.one("id").orElse("");
        Path folder = folder(id);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("row", runs.row(id, folder));
        values.put("recipe", text(new RunFolder(folder).resolvedRecipe()));
        values.put("provenance", text(new RunFolder(folder).provenance()));
        return Response.page(templates.filled("run.ftlh", values));
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UiException(file + ": cannot be read: " + e + ". Check the folder's rights.", e);
        }
    }

    /** The report of one run or several, as {@code kd4j report} writes it. */
    Response report(Query query) {
        List<String> ids = query.all("run");
        if (ids.isEmpty()) {
            throw new UiException("Nothing to compare: tick at least one run in the list.");
        }
        if (ids.size() > MOST) {
            throw new UiException("%d runs are ticked; at most %d stand side by side. Compare more with: kd4j compare"
                    .formatted(ids.size(), MOST));
        }
        List<Path> folders = ids.stream().map(this::folder).toList();
        String nonce = Guard.drawn();
        return Response.page(Page.of(folders).html(nonce, "/"), nonce);
    }

    /** A sentence about what went wrong. */
    Response message(int status, String text) {
        return Response.page(templates.filled("message.ftlh", Map.of("text", text)))
                .status(status);
    }

    Path folder(String id) {
        return runs.folder(id)
                .orElseThrow(() -> new NotThereException(
                        "No run '%s' in %s. It may have been deleted.".formatted(id, runs.root())));
    }
}
