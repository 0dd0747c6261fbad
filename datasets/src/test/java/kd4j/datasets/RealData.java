package kd4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real data sets for tests: the folder named by KD4J_DATA, else {@code shared/data} beside the checkout. */
public final class RealData {
    private RealData() {}

    /** A folder of real data; where it is absent the test is skipped and says so. */
    public static Path folder(String name) {
        Optional<Path> folder = Stream.of(
                        Optional.ofNullable(System.getenv("KD4J_DATA")).map(Path::of),
                        Optional.ofNullable(System.getProperty("kd4j.root"))
                                .map(root ->
                                        Path.of(root).resolve("../shared/data").normalize()))
                .flatMap(Optional::stream)
                .map(data -> data.resolve(name))
                .filter(Files::isDirectory)
                .findFirst();
        if (folder.isEmpty()) {
            String message = "NOT TESTED on real data: no folder %s in ../shared/data or in KD4J_DATA".formatted(name);
            System.out.println(message);
            Assumptions.abort(message);
        }
        return folder.orElseThrow();
    }
}
