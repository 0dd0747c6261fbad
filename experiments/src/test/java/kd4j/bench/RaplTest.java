package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplTest {
    @TempDir
    Path folder;

    private void counter(String zone, long microjoules) throws IOException {
        Path of = Files.createDirectories(folder.resolve(zone));
        Files.writeString(of.resolve("energy_uj"), microjoules + "\n");
        Files.writeString(of.resolve("max_energy_range_uj"), "1000000\n");
    }

    @Test
    void packages_are_added_and_their_parts_left_out() throws IOException {
        counter("intel-rapl:0", 100);
        counter("intel-rapl:0:0", 50);
        counter("intel-rapl:1", 300);
        Rapl rapl = Rapl.in(folder);
        assertEquals("", rapl.missing());
        long[] before = rapl.now();
        counter("intel-rapl:0", 2_100);
        counter("intel-rapl:0:0", 999_999);
        counter("intel-rapl:1", 4_300);
        assertEquals(0.006, rapl.joulesSince(before).orElseThrow(), 1e-12); // 2,000 and 4,000 millionths
    }

    @Test
    void a_counter_that_began_anew_goes_on() throws IOException {
        counter("intel-rapl:0", 900_000);
        Rapl rapl = Rapl.in(folder);
        long[] before = rapl.now();
        counter("intel-rapl:0", 100_000);
        assertEquals(0.2, rapl.joulesSince(before).orElseThrow(), 1e-12);
    }

    @Test
    void says_why_there_is_no_figure() {
        assertTrue(Rapl.in(folder).missing().startsWith("not measurable here: no counter below"));
        Rapl none = Rapl.in(folder.resolve("none"));
        assertTrue(none.missing().startsWith("not measurable here: no "));
        assertEquals(Optional.empty(), none.joulesSince(none.now()));
    }
}
