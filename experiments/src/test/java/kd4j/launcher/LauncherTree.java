package kd4j.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small copy of the source tree with the launcher in it, and a Java and a Maven that write down how they were called. */
abstract class LauncherTree {
    private static final Path ROOT = Path.of(System.getProperty("kd4j.root", ".."));

    /** Everything of one test. */
    @TempDir
    Path temp;

    /** The source tree. */
    Path home;

    final Map<String, String> environment = new HashMap<>();
    final List<String> user = new ArrayList<>();

    record Outcome(int exit, String out, String err) {}

    @BeforeEach
    void sourceTree() throws IOException {
        // Spaces in paths are usual outside of our own machines.
        home = temp.resolve("a home");
        write(home.resolve("trainer/src/main/java/A.java"), "");
        write(home.resolve("trainer/src/test/java/ATest.java"), "");
        write(home.resolve("edge/src/main/java/E.java"), "");
        write(home.resolve("datasets/pom.xml"), "");
        write(home.resolve("experiments/pom.xml"), "");
        write(home.resolve("pom.xml"), "");
        Files.copy(ROOT.resolve("kd4j"), home.resolve("kd4j"));
        script(home.resolve("kd4j"), Files.readString(home.resolve("kd4j")));
        javaOfVersion("17.0.9");
        script(
                temp.resolve("bin/mvn"),
                """
                #!/bin/sh
                echo "$PWD: $*" >>"%s/maven.log"
                case $* in *-Pcuda*) backend=cuda ;; *) backend=cpu ;; esac
                mkdir -p trainer/target/classes/kd4j/run experiments/target
                echo "backend=$backend" >trainer/target/classes/kd4j/run/backend.properties
                echo one.jar:two.jar:/some/where/picocli-4.7.7.jar:three.jar >experiments/target/class-path.txt
                echo jar >experiments/target/kd4j.jar
                [ ! -f broken ]
                """
                        .formatted(temp));
        environment.put("PATH", temp.resolve("bin") + ":/usr/bin:/bin");
    }

    void javaOfVersion(String version) throws IOException {
        script(
                temp.resolve("bin/java"),
                """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2024' >&2; exit 0; fi
                for a in "$@"; do
                  case $a in
                    -XX:ArchiveClassesAtExit=*)
                      echo "$*" >>"%s/rehearsals.log"
                      echo classes >"${a#*=}"
                      [ ! -f "%s/no archives" ]
                      exit ;;
                  esac
                  echo "<$a>"
                done
                env
                exit 42
                """
                        .formatted(version, temp, temp));
    }

    static void script(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return start(home.resolve("kd4j"), arguments);
    }

    Outcome start(Path command, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(user);
        words.add(command.toString());
        words.addAll(List.of(arguments));
        Path out = temp.resolve("out.txt");
        Path err = temp.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(temp.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Outcome(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    long builds() throws IOException {
        return lines("maven.log");
    }

    long rehearsals() throws IOException {
        return lines("rehearsals.log");
    }

    private long lines(String log) throws IOException {
        Path file = temp.resolve(log);
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** The archive that Java was told to use. */
    static Optional<String> archive(Outcome outcome) {
        return outcome.out()
                .lines()
                .filter(line -> line.startsWith("<-XX:SharedArchiveFile="))
                .map(line -> line.substring("<-XX:SharedArchiveFile=".length(), line.length() - 1))
                .findFirst();
    }

    /** Makes a file newer than any build so far, without waiting for the clock. */
    static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }
}
