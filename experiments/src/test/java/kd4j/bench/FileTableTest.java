package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kd4j.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTableTest {
    @TempDir
    Path folder;

    private static FileTimes times(double p50) {
        return new FileTimes(p50, 2 * p50, 3 * p50, 100, 5000, 300, 2048, null, "not measurable here: no counter");
    }

    private FileFigures figures(String name, String format, double p50) {
        return new FileFigures(folder.resolve(name), format, 1000, 10L, null, 0.5, 200, 150, "", null, null, null)
                .with(List.of(times(p50)));
    }

    private FileTable table(FileFigures... files) {
        return new FileTable(List.of(files), 3, 1, 2);
    }

    @Test
    void warns_of_8_bits_that_do_not_pay_with_both_medians() {
        FileTable slow = table(figures("a.onnx", "onnx", 10), figures("b.onnx", "onnx-int8", 12.5));
        assertEquals(1, slow.warnings().size());
        assertTrue(
                slow.warnings().get(0).contains("median 12.5 us against 10.0 us"),
                slow.warnings().get(0));
        assertEquals(
                List.of(),
                table(figures("a.onnx", "onnx", 10), figures("b.onnx", "onnx-int8", 9))
                        .warnings());
        // A bundle is not held against a bare file: it prepares its rows too.
        assertEquals(
                List.of(),
                table(figures("a.onnx", "onnx", 10), figures("b.kd4j", "bundle-int8", 12))
                        .warnings());
    }

    private FileFigures network(String name, long bytes, long macs, Long before, double... rounds) {
        return new FileFigures(folder.resolve(name), "onnx", bytes, 10L, macs, 0.0, 0, 0, "", before, null, null)
                .with(Arrays.stream(rounds).mapToObj(FileTableTest::times).toList());
    }

    @Test
    void warns_of_removed_channels_that_save_no_time_or_no_bytes() {
        FileFigures whole = network("whole/student.onnx", 4000, 100, null, 10, 11, 12);
        FileTable slower = table(whole, network("pruned/student.onnx", 1000, 30, 100L, 12.5, 13, 14));
        assertEquals(1, slower.warnings().size());
        assertTrue(
                slower.warnings()
                        .get(0)
                        .contains(
                                "median 13.0 us against 11.0 us a row, rounds 13.0 [12.5-14.0] and 11.0 [10.0-12.0]. It has 30.0 %"),
                slower.warnings().get(0));
        FileTable overlap = table(whole, network("pruned/student.onnx", 1000, 30, 100L, 11.5, 13, 14));
        assertEquals(1, overlap.warnings().size());
        assertTrue(
                overlap.warnings()
                        .get(0)
                        .endsWith(
                                "student.onnx: median and range of the rounds are 13.0 [11.5-14.0] us and 11.0 [10.0-12.0] us a row. It has 30.0 % of the multiply-accumulates; that does not pay on this machine. Remove more channels, or such that widths stay multiples of 16"),
                overlap.warnings().get(0));
        FileTable eight = table(figures("a.onnx", "onnx", 10), figures("b.onnx", "onnx-int8", 10));
        assertEquals(List.of(), eight.warnings());
        assertTrue(eight.markdown().contains("b.onnx is not measurably faster than"), eight.markdown());
        FileTable faster = table(whole, network("pruned/student.onnx", 4000, 30, 100L, 5, 6, 7));
        assertEquals(1, faster.warnings().size());
        assertTrue(
                faster.warnings().get(0).contains("is not smaller than")
                        && faster.warnings()
                                .get(0)
                                .contains("4,000 bytes against 4,000, though compression left 30 of 100"),
                faster.warnings().get(0));
        FileTable alone = table(network("pruned/student.onnx", 1000, 30, 100L, 5));
        assertEquals(List.of(), alone.warnings());
        assertTrue(
                alone.markdown().contains("left 30 of 100 multiply-accumulates; whether that saves time is not known"));
    }

    @Test
    void a_pace_is_told_only_where_rounds_do_not_overlap_and_medians_differ_clearly() {
        Spread ten = new Spread(10, 9.9, 10.1);
        assertEquals(Pace.SLOWER, Pace.of(new Spread(10.4, 10.2, 10.6), ten));
        assertEquals(Pace.FASTER, Pace.of(new Spread(9.6, 9.4, 9.8), ten));
        assertEquals(Pace.ALIKE, Pace.of(new Spread(10.2, 10.15, 10.3), ten)); // 2 % apart
        assertEquals(Pace.ALIKE, Pace.of(new Spread(12, 10.05, 14), ten)); // rounds overlap
    }

    @Test
    void rows_have_every_column() {
        String[] lines = table(figures("a.onnx", "onnx", 10)).csv().split("\n");
        assertEquals(lines[0].split(",", -1).length, lines[1].split(",", -1).length);
        // Wilson by hand for 150 of 200, z = 1.959964: centre 0.745289, half width 0.059630.
        assertTrue(
                lines[1].contains(",onnx,0.7500,0.6857,0.8049,200,1000,10,,0.5000,10.0,20.0,30.0,5000,300,2.0,"),
                lines[1]);
        assertTrue(table(figures("a.onnx", "onnx", 10)).markdown().contains("energy: not measurable here"));
    }

    @Test
    void the_middle_of_rounds_is_that_of_each_figure() {
        FileTimes middle = FileTimes.middle(List.of(times(5), times(1), times(3)));
        assertEquals(3, middle.p50Micros());
        assertEquals(9, middle.p99Micros());
        assertEquals(300, middle.calls());
        assertEquals(middle, FileTimes.parse(middle.json()));
    }

    @Test
    void a_model_card_says_what_was_measured_and_where() {
        String card = new MeasuredCard(3, 1).text(figures("a.kd4j", "bundle", 10));
        for (String line : List.of(
                "| a row by itself | median 10.0 us, 95th percentile 20.0 us, 99th 30.0 us |",
                "| in batches of 64 | 5,000 rows a second |",
                "| energy of a row | not measurable here: no counter |",
                "| accuracy of this file | 75.00 % of 200 test rows (95 % interval 68.57 to 80.49 after Wilson) |",
                "| rounds, threads inside an operation | 3, 1 |")) {
            assertTrue(card.contains(line + "\n"), card);
        }
        assertTrue(card.contains("| processor | "), card);
    }

    @Test
    void cards_need_bundles_of_different_names() {
        Path copies = folder.resolve("cards");
        BenchException none = assertThrows(
                BenchException.class, () -> table(figures("a.onnx", "onnx", 10)).cards(copies));
        assertTrue(none.getMessage().contains("only files .kd4j have a model card"), none.getMessage());
        FileTable twice = table(figures("x/a.kd4j", "bundle", 10), figures("y/a.kd4j", "bundle", 10));
        BenchException lost = assertThrows(BenchException.class, () -> twice.cards(copies));
        assertTrue(lost.getMessage().contains("one of their copies"), lost.getMessage());
        assertTrue(Files.notExists(copies));
    }

    @Test
    void figures_are_kept_beside_the_files() throws IOException {
        Files.writeString(folder.resolve("a.onnx"), "abc");
        Files.writeString(folder.resolve("b.onnx"), "");
        table(figures("a.onnx", "onnx", 10), figures("b.onnx", "onnx-int8", 9)).record();
        table(figures("a.onnx", "onnx", 20)).record();
        BenchmarkRecord read = Json.read(folder.resolve("benchmark.json"), BenchmarkRecord.class);
        assertEquals(List.of("a.onnx", "b.onnx"), List.copyOf(read.files().keySet()));
        assertEquals(20, read.files().get("a.onnx").p50Micros());
        assertEquals(0.75, read.files().get("b.onnx").accuracy());
        // FIPS 180-2, appendix B.1.
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                read.files().get("a.onnx").sha256());
    }
}
