package kd4j.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The launcher starts Java so that it has little to load: an archive of classes, and picocli on the boot class path. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherArchiveTest extends LauncherTree {
    @Test
    void an_archive_of_classes_is_made_once_and_used() throws IOException, InterruptedException {
        Path first = Path.of(archive(run("list")).orElseThrow());
        assertEquals(home.resolve("experiments/target"), first.getParent());
        assertEquals("classes\n", Files.readString(first));
        assertEquals(Optional.of(first.toString()), archive(run("run", "x.yaml")));
        String rehearsal = Files.readString(temp.resolve("rehearsals.log"));
        assertTrue(rehearsal.endsWith("three.jar kd4j.cli.Rehearsal\n"), rehearsal);
        assertEquals(1, rehearsals());
    }

    @Test
    void picocli_stands_on_the_boot_class_path_whether_or_not_there_is_an_archive()
            throws IOException, InterruptedException {
        String option = "-Xbootclasspath/a:/some/where/picocli-4.7.7.jar";
        assertTrue(run("list").out().contains("<" + option + ">\n"));
        assertTrue(Files.readString(temp.resolve("rehearsals.log")).contains(" " + option + " "));
        write(temp.resolve("no archives"), "");
        touch(home.resolve("experiments/target/kd4j.jar"));
        Outcome without = run("list");
        assertEquals(Optional.empty(), archive(without));
        assertTrue(without.out().contains("<" + option + ">\n"), without.out());
        Files.writeString(home.resolve("experiments/target/class-path.txt"), "one.jar:two.jar\n");
        assertFalse(run("list").out().contains("-Xbootclasspath"));
    }

    @Test
    void folders_named_like_picocli_are_not_taken_for_it() throws IOException, InterruptedException {
        run();
        String jar = "/my/picocli-clone/picocli-4.7.7.jar";
        Files.writeString(
                home.resolve("experiments/target/class-path.txt"), "/my/picocli-clone/one.jar:" + jar + ":two.jar\n");
        assertTrue(run("list").out().contains("<-Xbootclasspath/a:" + jar + ">\n"));
    }

    @Test
    void the_archive_is_made_again_after_a_build_and_when_a_jar_is_newer() throws IOException, InterruptedException {
        run();
        touch(home.resolve("trainer/src/main/java/A.java"));
        run();
        assertEquals(2, rehearsals());
        Files.setLastModifiedTime(home.resolve("trainer/src/main/java/A.java"), FileTime.from(Instant.EPOCH));
        touch(home.resolve("experiments/target/kd4j.jar"));
        run();
        assertEquals(3, rehearsals());
        assertEquals(2, builds());
    }

    @Test
    void each_java_has_an_archive_of_its_own() throws IOException, InterruptedException {
        Optional<String> seventeen = archive(run());
        javaOfVersion("25.0.1");
        Optional<String> twentyFive = archive(run());
        assertNotEquals(seventeen, twentyFive);
        javaOfVersion("17.0.9");
        assertEquals(seventeen, archive(run()));
        assertEquals(2, rehearsals());
    }

    @Test
    void a_java_that_makes_no_archive_is_asked_once_and_works_without() throws IOException, InterruptedException {
        write(temp.resolve("no archives"), "");
        Outcome first = run("list");
        Outcome second = run("list");
        assertEquals(42, first.exit());
        assertEquals(Optional.empty(), archive(first));
        assertEquals(42, second.exit());
        assertEquals(Optional.empty(), archive(second));
        assertEquals("", second.err());
        assertEquals(1, rehearsals());
    }

    @Test
    void a_folder_that_cannot_be_written_is_used_in_silence() throws IOException, InterruptedException {
        archive(run()).map(Path::of).ifPresent(file -> assertTrue(file.toFile().delete()));
        Path out = home.resolve("experiments/target");
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
        if (Files.isWritable(out)) { // by root, who may write everywhere and so becomes a user who owns nothing
            user.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            Readable.byAll(temp);
        }
        Outcome outcome = run();
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(42, outcome.exit());
        assertEquals("", outcome.err());
        assertEquals(Optional.empty(), archive(outcome));
    }
}
