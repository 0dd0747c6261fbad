package kd4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kd4j.cli.Cli;
import kd4j.run.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    private Path folder;

    @Test
    void none_begins_after_the_end() {
        Processes processes = new Processes(new Runs(folder, folder), 1);
        Job job = Job.all(Cli.root().resolve("configs/quickstart/digits.yaml"), List.of())
                .get(0);
        processes.end();
        SweepException e = assertThrows(SweepException.class, () -> processes.run(job));
        assertEquals("the sweep was stopped; the same command goes on with it", e.getMessage());
    }

    /** The page's server runs until it is ended, and ends here because nobody holds the other end of its input. */
    @Test
    void a_process_ends_when_its_starter_lets_go_of_it() throws Exception {
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(OwnJava.command(List.of("ui", folder.toString())))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (process.isAlive() && !Files.readString(log).contains("http://")) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertTrue(process.isAlive(), "held, it runs");
            process.getOutputStream().close();
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "let go, it ends");
            assertEquals(143, process.exitValue());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
