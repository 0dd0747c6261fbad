package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs put beside each other by the command line. */
class CompareCommandTest {
    @TempDir
    private Path folder;

    private Path run(String name, String... changes) throws IOException {
        Path recipe = Files.writeString(folder.resolve("small.yaml"), RunCommandTest.SMALL);
        List<Object> words = new ArrayList<>(List.of("run", recipe, "--quiet", "--out", folder.resolve("runs")));
        for (String change : changes) {
            words.addAll(List.of("--set", change));
        }
        words.addAll(List.of("--set", "name=" + name));
        Cli.Answer answer = Cli.type(words.toArray());
        assertEquals(0, answer.code(), answer.err());
        return Cli.onlyRun(folder.resolve("runs"), name);
    }

    @Test
    void runs_are_ranked_where_they_were_trained_alike() throws IOException {
        Path hot = run("hot");
        Path cold = run("cold", "method.objective[1].loss.temperature=1");
        Path wide = run("wide", "student.architecture.hidden=[48]");
        Path longer = run("longer", "training.epochs=4");
        Cli.Answer alike = Cli.type("compare", hot, cold, wide);
        assertEquals(0, alike.code(), alike.err());
        assertTrue(alike.out().contains("Holm for 3 pairs"), alike.out());
        assertTrue(alike.out().contains("seed by seed on the same 360 test rows"), alike.out());
        Cli.Answer refused = Cli.type("compare", hot, longer);
        assertEquals(1, refused.code(), refused.out());
        assertEquals("", refused.out());
        String said = "longer: training.epochs: 3 in %s, 4 in %s"
                .formatted(hot.resolve("recipe.resolved.yaml"), longer.resolve("recipe.resolved.yaml"));
        assertTrue(refused.err().contains(said), refused.err());
        Cli.Answer anyway = Cli.type("compare", hot, longer, "--anyway");
        assertEquals(0, anyway.code(), anyway.err());
        assertTrue(anyway.out().contains("Ranked although these runs differ"), anyway.out());
        assertTrue(anyway.out().contains("differs in"), anyway.out());
    }
}
