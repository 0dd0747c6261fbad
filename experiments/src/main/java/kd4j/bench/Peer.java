package kd4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kd4j.sweep.OwnJava;

/** Another framework, whose program lies in {@code experiments/peers}. */
public enum Peer {
    /** PyTorch in Python, both layouts of images. */
    PYTORCH {
        @Override
        Optional<String> missing(Path peers) {
            return python().isPresent()
                    ? Optional.empty()
                    : Optional.of("no Python that can import torch was found; install it (Debian: apt-get install"
                            + " python3-torch libopenblas0-pthread) or name one in KD4J_PYTHON");
        }

        @Override
        List<String> command(Path peers, int threads) {
            return List.of(
                    python().orElseThrow(), peers.resolve("pytorch_step.py").toString());
        }
    },
    /** libtorch in a Java process, both layouts of images. */
    LIBTORCH {
        @Override
        Optional<String> missing(Path peers) {
            return notBuilt(peers);
        }

        @Override
        List<String> command(Path peers, int threads) {
            return java(peers, "kd4j.peers.LibtorchStep");
        }
    },
    /** DJL with its PyTorch engine. */
    DJL {
        @Override
        Optional<String> missing(Path peers) {
            return notBuilt(peers);
        }

        @Override
        List<String> command(Path peers, int threads) {
            return java(peers, "kd4j.peers.DjlStep", "-Dai.djl.pytorch.num_threads=" + threads);
        }

        @Override
        Map<String, String> environment() {
            return Map.of("OPT_OUT_TRACKING", "true", "DJL_OFFLINE", "true");
        }

        @Override
        List<Contender> contenders(Path peers, double warmUp) {
            return List.of(new CommandContender(
                    Contender.Side.DJL, id(), false, t -> command(peers, t), environment(), List.of(), warmUp));
        }
    };

    private static final int IMPORT_SECONDS = 60;

    /** Its name on the command line and in tables. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What keeps it from taking part, and what to do about it; empty when it can. */
    abstract Optional<String> missing(Path peers);

    /** The words that start it. */
    abstract List<String> command(Path peers, int threads);

    /** Variables that only it needs. */
    Map<String, String> environment() {
        return Map.of();
    }

    /** Its forms. */
    List<Contender> contenders(Path peers, double warmUp) {
        return Stream.of("channels_last", "nchw")
                .map(form -> form(peers, form, warmUp))
                .toList();
    }

    private Contender form(Path peers, String form, double warmUp) {
        List<String> more = List.of("--form", form);
        return new CommandContender(
                Contender.Side.PYTORCH,
                id() + " " + form,
                form.equals("channels_last"),
                threads -> command(peers, threads),
                environment(),
                more,
                warmUp);
    }

    /** A peer is built by hand, because nobody who only uses KD4J should download it. */
    Optional<String> notBuilt(Path peers) {
        Path project = peers.resolve(id());
        return Files.exists(project.resolve("target/class-path.txt")) && Files.isDirectory(classes(project))
                ? Optional.empty()
                : Optional.of(("it is not built; build it with: mvn -f experiments/peers/%s/pom.xml"
                                + " -Djavacpp.platform=linux-x86_64 process-classes")
                        .formatted(id()));
    }

    private static Path classes(Path project) {
        return project.resolve("target/classes");
    }

    List<String> java(Path peers, String main, String... options) {
        Path project = peers.resolve(id());
        try {
            String path = classes(project)
                    + java.io.File.pathSeparator
                    + Files.readString(project.resolve("target/class-path.txt")).strip();
            List<String> words = new ArrayList<>(List.of(OwnJava.java(), "-Xmx512m"));
            words.addAll(List.of(options));
            words.addAll(List.of("-cp", path, main));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first Python that has PyTorch. */
    private static Optional<String> python() {
        return Stream.of(System.getenv("KD4J_PYTHON"), "/usr/bin/python3", "python3")
                .filter(p -> p != null && importsTorch(p))
                .findFirst();
    }

    private static boolean importsTorch(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", "import torch")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(IMPORT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such program, which is an answer.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
