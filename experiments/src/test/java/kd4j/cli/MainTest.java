package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Of commands that are not typed, no more is read than help says; nobody may notice. */
class MainTest {
    /** What makes all commands be read. */
    private static final String ANY = "@any";

    private static Object command(String name, String... words) {
        CommandLine found = Main.commandLine(words).getSubcommands().get(name);
        return found.getCommandSpec().userObject();
    }

    @Test
    void only_typed_commands_are_read() {
        assertTrue(command("list", "list", "losses") instanceof ListCommand);
        assertNull(command("run", "list", "losses"));
        assertTrue(command("run", ANY) instanceof RunCommand);
    }

    @Test
    void help_is_the_same_whether_or_not_commands_are_read() {
        String whole = Main.commandLine(ANY).getUsageMessage();
        assertEquals(whole, Main.commandLine("--help").getUsageMessage());
        assertTrue(whole.contains("  docs "), whole);
    }

    @Test
    void a_command_has_the_options_that_all_have() {
        assertEquals(0, Cli.type("list", "--help").code());
        Cli.Answer version = Cli.type("list", "--version");
        assertEquals(0, version.code(), version.err());
        assertTrue(version.out().startsWith("KD4J "), version.out());
    }

    @Test
    void words_may_stand_in_a_file(@TempDir Path folder) throws IOException {
        Path words = Files.writeString(folder.resolve("words"), "list losses");
        Cli.Answer typed = Cli.type("list", "losses");
        assertEquals(0, typed.code());
        assertEquals(typed, Cli.type("@" + words));
    }

    @Test
    void a_mistyped_command_is_told_the_nearest() {
        Cli.Answer wrong = Cli.type("lst");
        assertEquals(Main.WRONG, wrong.code());
        assertTrue(wrong.err().contains("kd4j list"), wrong.err());
    }
}
