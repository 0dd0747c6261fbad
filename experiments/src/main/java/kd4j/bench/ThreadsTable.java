package kd4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kd4j.recipe.AutoThreads;
import kd4j.report.CsvTable;

/** One thread beside several, for programs and, made of that table, for readers. */
public final class ThreadsTable {
    private static final String COLUMNS =
            "model,threads,multiply_adds,work,one_ms,one_ms_low,one_ms_high,several_ms,several_ms_low,several_ms_high,ratio";
    private static final double MILLION = 1e6;

    private ThreadsTable() {}

    /** A row of the table for programs. */
    static String row(BenchModel model, int threads, Spread one, Spread several) {
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%d,%s,%s,%.4f",
                model.name(),
                threads,
                model.multiplyAdds(),
                model.work(),
                numbers(one),
                numbers(several),
                several.median() / one.median());
    }

    private static String numbers(Spread spread) {
        return String.format(Locale.ROOT, "%.4f,%.4f,%.4f", spread.median(), spread.low(), spread.high());
    }

    /** The table for programs. */
    static String csv(List<String> rows) {
        return COLUMNS + "\n" + String.join("\n", rows) + "\n";
    }

    /** The table for readers. */
    static String table(CsvTable csv) {
        long threads = csv.rows().get(0).whole("threads");
        List<String> lines = new ArrayList<>();
        lines.add(
                "| model | million multiply-adds a step | with 64 for each number handed on | 1 thread, ms | %d threads, ms | ratio | auto |"
                        .formatted(threads));
        lines.add("|---|---:|---:|---:|---:|---:|---:|");
        csv.rows().forEach(row -> lines.add(line(row, (int) threads)));
        return String.join("\n", lines);
    }

    private static String line(CsvTable.Row row, int threads) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %s | %s | %.2f | %d |",
                row.text("model"),
                row.whole("multiply_adds") / MILLION,
                row.whole("work") / MILLION,
                Spread.find(row, "one_ms").orElseThrow(),
                Spread.find(row, "several_ms").orElseThrow(),
                row.number("ratio"),
                new AutoThreads().of(row.whole("work"), threads));
    }

    /** The page of numbers and words. */
    public static String markdown(CsvTable csv, BenchPage page) {
        return page.markdown(List.of(table(csv)));
    }

    /** The numbers' file of a page. */
    static Path csv(Path page) {
        return BenchPage.beside(page, ".csv");
    }
}
