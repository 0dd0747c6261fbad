package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kd4j.bench.Contender.Side;
import kd4j.sweep.OwnJava;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {
    private static final String LINE =
            """
            {"framework": "F 1", "form": "nchw", "model": "cnn", "threads": 1, "parameters": 7, "first_losses": [2.3, 2.2],\
             "last_loss": 2.1, "steps_ms": [3.0, 1.0, 2.0], "cpu_ms": 1.5, "peak_kb": 2048, "growth_kb": 0.25}\
            """;

    @TempDir
    private Path folder;

    @Test
    void a_peer_that_is_not_built_is_named_with_what_to_do() {
        Contenders found = Contenders.of(List.of(Peer.LIBTORCH, Peer.DJL), folder, 1);
        assertEquals(
                List.of(
                        "libtorch is left out: it is not built; build it with:"
                                + " mvn -f experiments/peers/libtorch/pom.xml -Djavacpp.platform=linux-x86_64 process-classes",
                        "djl is left out: it is not built; build it with:"
                                + " mvn -f experiments/peers/djl/pom.xml -Djavacpp.platform=linux-x86_64 process-classes"),
                found.missing());
        assertEquals(
                List.of(Side.OURS, Side.OURS_TIMED),
                found.present().stream().map(Contender::side).toList());
    }

    @Test
    void a_peer_that_is_built_takes_part() throws IOException {
        Files.createDirectories(folder.resolve("libtorch/target/classes"));
        Files.writeString(folder.resolve("libtorch/target/class-path.txt"), "a.jar:b.jar\n");
        Contenders found = Contenders.of(List.of(Peer.LIBTORCH), folder, 1);
        assertEquals(List.of(), found.missing());
        assertEquals(
                List.of("kd4j", "kd4j, kernels timed", "libtorch channels_last", "libtorch nchw"),
                found.present().stream().map(Contender::name).toList());
        List<String> command = Peer.LIBTORCH.command(folder, 2);
        assertTrue(command.get(command.size() - 2).endsWith("a.jar:b.jar"), command.toString());
    }

    @Test
    void a_line_is_read_as_it_was_written() {
        Measurement read = Measurement.parse(LINE);
        assertEquals(
                new Measurement(
                        "F 1",
                        "nchw",
                        "cnn",
                        1,
                        7,
                        List.of(2.3, 2.2),
                        2.1,
                        List.of(3.0, 1.0, 2.0),
                        1.5,
                        2048,
                        0.25,
                        Map.of(),
                        List.of()),
                read);
        assertEquals(2, read.stepMs());
        assertEquals(read, Measurement.parse(read.json()));
    }

    @Test
    void another_line_is_refused() {
        assertThrows(BenchException.class, () -> Measurement.parse("{\"framework\": 1"));
        assertThrows(BenchException.class, () -> Measurement.parse("{}"));
    }

    /** A peer that does this, in Java, which is there wherever the test is. */
    private List<String> program(String does) throws IOException {
        String source = "class Peer { public static void main(String[] words) { %s } }".formatted(does);
        return List.of(
                OwnJava.java(),
                Files.writeString(folder.resolve("Peer.java"), source).toString());
    }

    @Test
    void the_last_line_of_json_is_the_measurement() throws IOException {
        Measurement read = Child.measure(
                "f",
                program("System.out.println(\"hello\"); System.out.println(System.getenv(\"WORD\"));"),
                Map.of("WORD", LINE));
        assertEquals("F 1", read.framework());
    }

    @Test
    void a_process_that_fails_shows_its_last_words() throws IOException {
        String message = assertThrows(
                        BenchException.class,
                        () -> Child.measure(
                                "f",
                                program("System.err.println(System.getenv(\"WORD\")); System.exit(3);"),
                                Map.of("WORD", "ouch")))
                .getMessage();
        assertEquals("f ended with exit code 3: ouch", message);
    }

    @Test
    void a_process_that_prints_nothing_is_told() throws IOException {
        String message = assertThrows(
                        BenchException.class,
                        () -> Child.measure("f", program("System.out.println(\"well\");"), Map.of()))
                .getMessage();
        assertEquals("f printed no measurement: well", message);
    }

    @Test
    void a_program_that_is_not_there_is_told() {
        String message = assertThrows(
                        BenchException.class, () -> Child.measure("f", List.of("no-such-program-here"), Map.of()))
                .getMessage();
        assertTrue(message.startsWith("f cannot be run: "), message);
    }

    @Test
    void the_core_type_follows_from_the_flags() {
        assertEquals("SKYLAKEX", SpeedEnvironment.coreType("sse avx2 avx512f avx512bw avx512dq avx512vl"));
        assertEquals("Haswell", SpeedEnvironment.coreType("sse avx2 avx512f"));
        assertEquals("", SpeedEnvironment.coreType("sse"));
    }

    @Test
    void threads_are_set_for_the_process() {
        Map<String, String> all = SpeedEnvironment.variables(2, Map.of("MORE", "x"));
        assertEquals("2", all.get("OMP_NUM_THREADS"));
        assertEquals("x", all.get("MORE"));
    }
}
