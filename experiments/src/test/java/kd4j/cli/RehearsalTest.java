package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void every_command_succeeds() throws IOException {
        Path root = Path.of(System.getProperty("kd4j.root", ".."));
        assertEquals(List.of(0, 0, 0, 0, 0, 0), Rehearsal.play(root));
    }
}
