package kd4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs as one HTML page that needs nothing beside it, no network either: the table with its verdicts, curves, errors, sizes, the
 * recipes and where they ran. Behind every chart stands its table.
 */
public final class Page {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Comparison comparison;
    private final List<RunFolder> runs;

    private Page(List<Path> folders) {
        this.comparison = Comparison.of(folders);
        this.runs = folders.stream().map(RunFolder::read).toList();
    }

    /**
     * A run as the page shows it.
     *
     * @param id its anchor
     * @param alarms what its trainings warned of
     * @param charts what is drawn
     * @param recipe the resolved recipe
     * @param provenance where it ran
     */
    public record Section(
            String id,
            String name,
            String data,
            long testRows,
            List<String> alarms,
            List<Chart> charts,
            String recipe,
            String provenance) {}

    /**
     * Reads run folders.
     *
     * @param folders at least one folder of a finished run
     * @throws ReportException when a folder is not that of a finished run, or a file in it is missing or damaged
     */
    public static Page of(List<Path> folders) {
        return new Page(folders);
    }

    /** Writes the page. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, html());
        } catch (IOException e) {
            throw new ReportException(file + ": cannot be written: " + e + ". Name another file with --out.", e);
        }
    }

    /**
     * Writes a PNG of each chart, and each table as CSV and Markdown, into the folder {@code <page>-charts} beside a page.
     *
     * @return that folder
     */
    public Path writePictures(Path page) {
        Path folder = Pictures.beside(page.toAbsolutePath());
        Pictures pictures = new Pictures(folder);
        try {
            pictures.write("", comparison.sizes());
            pictures.write("result", comparison.cells());
            if (comparison.ranking().isPresent()) {
                pictures.write("ranking", comparison.ranking().get());
            }
            Optional<Cells> kept = Unranked.of(runs);
            if (kept.isPresent()) {
                pictures.write("never-ranked", kept.get());
            }
            for (int i = 0; i < runs.size(); i++) {
                pictures.write("run-" + (i + 1) + "-", Charts.of(runs.get(i)));
            }
        } catch (IOException e) {
            throw new ReportException(folder + ": cannot be written: " + e + ". Name another file with --out.", e);
        }
        return folder;
    }

    /** The page, to be kept as a file. */
    public String html() {
        return html("", "");
    }

    /**
     * The page, to be served.
     *
     * @param nonce what the server's policy names scripts and styles of its own by; empty for a file
     * @param home the address of the list of runs; empty for a file
     */
    public String html(String nonce, String home) {
        Map<String, Object> model = model();
        model.put("nonce", nonce);
        model.put("home", home);
        return Templates.beside(Page.class).filled("page.ftlh", model);
    }

    private Map<String, Object> model() {
        List<Section> sections = new ArrayList<>();
        for (RunFolder run : runs) {
            sections.add(new Section(
                    "run-" + (sections.size() + 1),
                    run.name(),
                    run.data(),
                    run.testRows(),
                    Charts.alarms(run),
                    Charts.of(run),
                    found(run.folder().resolve("recipe.resolved.yaml")),
                    found(run.folder().resolve("provenance.json"))));
        }
        List<Chart> sizes = comparison.sizes();
        List<Object> options = Stream.concat(sizes.stream(), sections.stream().flatMap(s -> s.charts().stream()))
                .map(Chart::option)
                .map(Object.class::cast)
                .toList();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put(
                "title",
                String.join(", ", runs.stream().map(RunFolder::name).distinct().toList()));
        model.put("result", comparison.cells());
        model.put("verdicts", comparison.verdicts());
        model.put("remarks", comparison.remarks());
        model.put("ranking", comparison.ranking().stream().toList());
        model.put("kept", Unranked.of(runs).stream().toList());
        model.put("sizes", sizes);
        model.put("runs", sections);
        model.put("options", inScript(options));
        model.put("echarts", Templates.echarts());
        model.put("script", Templates.charts() + Templates.text(Page.class, "page.js"));
        model.put("style", Templates.style());
        return model;
    }

    /** JSON that may stand in a script: no text in it can end the element. */
    private static String inScript(Object value) {
        return MAPPER.writeValueAsString(value).replace("<", "\\u003c");
    }

    private static String found(Path file) {
        return Files.exists(file) ? JsonPlace.text(file) : "";
    }
}
