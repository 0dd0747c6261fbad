package kd4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kd4j.bench.Contender.Side;
import kd4j.bench.SpeedResults.Case;
import kd4j.bench.SpeedResults.Entry;

/** The table for programs: a row a case, an empty field where nothing was measured. */
final class SpeedCsv {
    private static final List<String> COLUMNS = List.of(
            "model",
            "threads",
            "ours_ms",
            "pytorch_ms",
            "djl_ms",
            "ratio_pytorch",
            "ratio_djl",
            "framework_share",
            "rss_ratio");

    private static final List<String> FORMS = List.of(
            "model",
            "threads",
            "side",
            "who",
            "used_threads",
            "rounds",
            "ms",
            "ms_low",
            "ms_high",
            "cpu_ms",
            "images_per_s",
            "gflops",
            "peak_mib",
            "growth_kib");

    private SpeedCsv() {}

    /** How a side is called in a table. */
    static String name(Side side) {
        return side.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Every form of every framework, a row each. */
    static String forms(SpeedResults results) {
        return Tables.csv(
                FORMS,
                results.cases().stream()
                        .flatMap(one -> results.entries(one).stream().map(entry -> form(one, entry)))
                        .toList());
    }

    private static List<Object> form(Case one, Entry entry) {
        Spread millis = entry.millis();
        return List.of(
                one.model().name(),
                one.threads(),
                name(entry.side()),
                entry.name(),
                entry.rounds().get(0).threads(),
                entry.rounds().size(),
                number(millis.median()),
                number(millis.low()),
                number(millis.high()),
                number(entry.cpuMillis().median()),
                number(BenchModel.samples(millis.median())),
                number(one.model().gflops(millis.median())),
                number(entry.peakMegabytes().median()),
                number(entry.growthKb().median()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    static String of(SpeedResults results) {
        return Tables.csv(
                COLUMNS,
                results.cases().stream().map(one -> record(results, one)).toList());
    }

    private static List<Object> record(SpeedResults results, Case one) {
        List<Object> fields = new ArrayList<>(List.of(one.model().name(), one.threads()));
        fields.add(millis(results.ours(one)));
        fields.add(millis(results.fastest(Side.PYTORCH, one)));
        fields.add(millis(results.fastest(Side.DJL, one)));
        fields.add(text(results.ratio(Side.PYTORCH, one)));
        fields.add(text(results.ratio(Side.DJL, one)));
        fields.add(text(results.frameworkShare(one)));
        fields.add(text(results.memoryRatio(one)));
        return fields;
    }

    private static String millis(Optional<Entry> entry) {
        return text(entry.map(e -> e.millis().median()));
    }

    private static String text(Optional<Double> number) {
        return number.map(n -> String.format(Locale.ROOT, "%.3f", n)).orElse("");
    }
}
