package kd4j.bench;

import java.nio.file.Path;

/** An exported file that is asked for answers: what is timed. */
interface Asked extends AutoCloseable {
    /** Numbers in a row that it takes. */
    int values();

    /**
     * Answers rows.
     *
     * @param rows their numbers, one row behind the other
     */
    float[] ask(float[] rows);

    @Override
    void close();

    /** Opens a file in the way its users do: by its name's ending. */
    static Asked open(Path file, int threads) {
        String name = file.getFileName().toString();
        if (name.endsWith(".kd4j")) {
            return AskedBundle.open(file, threads);
        }
        if (name.endsWith(".onnx")) {
            return AskedOnnx.open(file, threads);
        }
        if (name.endsWith(".zip")) {
            return AskedNetwork.open(file);
        }
        throw new BenchException(
                file
                        + ": is no exported file by its name. Allowed are .kd4j, .onnx and .zip of DL4J; name one of these, or a run's folder");
    }
}
