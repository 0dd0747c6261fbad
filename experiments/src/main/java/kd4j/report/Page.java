package kd4j.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs as one HTML page that needs nothing beside it, no network either: the table with its verdicts, curves, errors, sizes, the
 * recipes and where they ran. Behind every chart stands its table.
 */
public final class Page {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

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
            for (int i = 0; i < runs.size(); i++) {
                pictures.write("run-" + (i + 1) + "-", Charts.of(runs.get(i)));
            }
        } catch (IOException e) {
            throw new ReportException(folder + ": cannot be written: " + e + ". Name another file with --out.", e);
        }
        return folder;
    }

    /** The page. */
    public String html() {
        StringWriter out = new StringWriter();
        try {
            configuration().getTemplate("page.ftlh").process(model(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("the template is part of KD4J", e);
        } catch (TemplateException e) {
            throw new ReportException("the page cannot be made: " + e.getMessageWithoutStackTop(), e);
        }
        return out.toString();
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(Page.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setNumberFormat("computer");
        configuration.setLogTemplateExceptions(false);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        return configuration;
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
        model.put("echarts", resource(ECHARTS));
        model.put("script", resource("page.js"));
        model.put("style", resource("page.css"));
        return model;
    }

    /** JSON that may stand in a script: no text in it can end the element. */
    private static String inScript(Object value) {
        return MAPPER.writeValueAsString(value).replace("<", "\\u003c");
    }

    private static String found(Path file) {
        return Files.exists(file) ? Json.text(file) : "";
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
