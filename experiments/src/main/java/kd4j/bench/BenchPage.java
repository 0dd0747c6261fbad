package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kd4j.component.Default;
import kd4j.component.Section;
import kd4j.recipe.ResolvedYaml;

/**
 * The words of a measurement's page; its numbers stand in a table of their own.
 *
 * @param title the page's heading
 * @param text what was measured and how, in front of the tables
 * @param notes lists behind them, such as what the machine was
 */
@Section
public record BenchPage(String title, List<String> text, @Default("[]") List<BenchNotes> notes) {
    public BenchPage {
        text = List.copyOf(text);
        notes = List.copyOf(notes);
    }

    /** The page with its tables. */
    String markdown(List<String> tables) {
        List<String> lines = new ArrayList<>(List.of("# " + title, ""));
        lines.addAll(text);
        lines.add("");
        lines.addAll(tables);
        notes.forEach(list -> lines.addAll(list.lines()));
        return String.join("\n", lines) + "\n";
    }

    /** Lines such as {@code processor: ...}. */
    static List<String> lines(Map<String, String> facts) {
        List<String> lines = new ArrayList<>();
        facts.forEach((key, value) -> lines.add(key + ": " + value));
        return lines;
    }

    /**
     * Writes numbers, words and page beside each other.
     *
     * @param csv the file of the numbers; the others have its name with another ending
     * @throws BenchException when they cannot be written
     */
    void write(Path csv, String numbers, String page) {
        try {
            Files.writeString(csv, numbers);
            Files.writeString(beside(csv, ".yaml"), ResolvedYaml.of(this));
            Files.writeString(beside(csv, ".md"), page);
        } catch (IOException e) {
            throw new BenchException(csv + " cannot be written: " + e + ". Name another file with --out.", e);
        }
    }

    /** The file of the same name with another ending. */
    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.(csv|md)$", "") + ending);
    }
}
