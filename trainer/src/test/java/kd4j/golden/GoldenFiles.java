package kd4j.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Golden vectors: fixed inputs with a loss's value and gradients. They lie in a folder, or among the test resources.
 *
 * @param folder the folder; empty for the copies among the test resources
 */
public record GoldenFiles(Optional<Path> folder) {
    /** As the system property {@code kd4j.golden} says. */
    public static GoldenFiles configured() {
        return new GoldenFiles(Optional.of(System.getProperty("kd4j.golden", ""))
                .filter(path -> !path.isBlank())
                .map(Path::of));
    }

    /** One file's content; an error where it is missing. */
    public JsonNode read(String name) {
        try (InputStream in = open(name + ".json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all files that can be seen: those of the folder. */
    TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        folder.ifPresent(path -> {
            try (Stream<Path> files = Files.list(path)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".json"))
                        .forEach(file -> names.add(file.substring(0, file.length() - 5)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return names;
    }

    private InputStream open(String file) throws IOException {
        return folder.isPresent()
                ? Files.newInputStream(folder.get().resolve(file))
                : Objects.requireNonNull(GoldenFiles.class.getResourceAsStream("/golden/" + file), file);
    }
}
