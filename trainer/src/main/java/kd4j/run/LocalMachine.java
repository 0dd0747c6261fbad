package kd4j.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The machine that this runs on. Touches no class of ND4J before {@link #load}. */
final class LocalMachine implements Machine {
    private static final List<String> FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/lib/wsl/lib",
            "/usr/local/nvidia/lib64",
            "/run/opengl-driver/lib");

    @Override
    public boolean hasLibrary(String name) {
        Stream<String> path =
                variable("LD_LIBRARY_PATH").stream().flatMap(v -> Arrays.stream(v.split(File.pathSeparator)));
        return Stream.concat(path.filter(folder -> !folder.isEmpty()), FOLDERS.stream())
                        .anyMatch(folder -> Files.exists(Path.of(folder, name)))
                || output("/sbin/ldconfig", "-p")
                        .filter(list -> list.contains(name))
                        .isPresent();
    }

    @Override
    public Optional<String> nvidiaSmi() {
        Optional<String> visible = variable("CUDA_VISIBLE_DEVICES");
        if (visible.filter(String::isBlank).isPresent()) {
            return Optional.of("");
        }
        List<String> command =
                new ArrayList<>(List.of("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader"));
        visible.ifPresent(devices -> command.addAll(List.of("-i", devices)));
        return output(command.toArray(String[]::new));
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    @Override
    public boolean x86() {
        return List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    }

    @Override
    public boolean glibc() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                && Stream.of("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
                        .anyMatch(loader -> Files.exists(Path.of(loader)));
    }

    @Override
    public String load() {
        try {
            return Nd4j.getBackend().getClass().getSimpleName();
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new BackendException("ND4J could not be started: " + root(e), e);
        }
    }

    @Override
    public String buildInfo() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo();
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    /** What a program prints; empty where it is missing, fails or takes longer than ten seconds. */
    private static Optional<String> output(String... command) {
        try {
            Path file = Files.createTempFile("kd4j", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(file.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                boolean ended = process.waitFor(10, TimeUnit.SECONDS);
                process.destroyForcibly();
                return ended && process.exitValue() == 0
                        ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                        : Optional.empty();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
