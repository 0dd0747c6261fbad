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

    private SpeedCsv() {}

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
