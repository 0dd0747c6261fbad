package kd4j.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import kd4j.engine.RunException;
import kd4j.export.ExportFormat;

/**
 * Where everything of a run stands.
 *
 * @param root the run's folder
 */
public record RunFolder(Path root) {
    private static final String EVENTS = "events.out.tfevents.kd4j";

    public Path recipe() {
        return root.resolve("recipe.yaml");
    }

    public Path resolvedRecipe() {
        return root.resolve("recipe.resolved.yaml");
    }

    public Path provenance() {
        return root.resolve("provenance.json");
    }

    public Path summary() {
        return root.resolve("summary.json");
    }

    /** What the run says as a whole, for TensorBoard. */
    public Path events() {
        return root.resolve(EVENTS);
    }

    /** The verdict in words, kept for logs that are sent later. */
    Path verdict() {
        return root.resolve("verdict.txt");
    }

    public Path lock() {
        return root.resolve("run.lock");
    }

    /** Whether a process trains here just now. Looking takes the lock for a moment, which a run that begins waits for. */
    public boolean inUse() {
        if (!Files.exists(lock())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock(), StandardOpenOption.READ);
                FileLock looked = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return looked == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw new RunException("%s: cannot be looked at: %s. Check the folder's rights.".formatted(lock(), e), e);
        }
    }

    /** The folder of one training. */
    public ArmFolder arm(long seed, Arm arm) {
        return new ArmFolder(root.resolve("seed-" + seed).resolve(arm.id()));
    }

    /**
     * Where everything of one training stands.
     *
     * @param root the training's folder
     */
    public record ArmFolder(Path root) {
        public Path metrics() {
            return root.resolve("metrics.jsonl");
        }

        /** Names the folder of a training that runs share, from this one, while it goes on or where it was stopped. */
        public Path trainedIn() {
            return root.resolve("trained-in.txt");
        }

        public Path metricsTable() {
            return root.resolve("metrics.csv");
        }

        /** The training's event file for TensorBoard. */
        public Path events() {
            return root.resolve(EVENTS);
        }

        public Path checkpoints() {
            return root.resolve("checkpoint");
        }

        public Path result() {
            return root.resolve("result.json");
        }

        /** What the selected network answers to the test rows; see {@link PredictionFile}. */
        public Path predictions() {
            return root.resolve("predictions.csv.gz");
        }

        /** The same with the bias shift. */
        public Path shiftedPredictions() {
            return root.resolve("predictions-shifted.csv.gz");
        }

        /** An exported student. */
        public Path student(ExportFormat format) {
            return root.resolve(
                    switch (format) {
                        case DL4J -> "student.zip";
                        case ONNX -> "student.onnx";
                        case ONNX_FP16 -> "student-fp16.onnx";
                        case ONNX_INT8 -> "student-int8.onnx";
                        case BUNDLE -> "student.kd4j";
                        case BUNDLE_FP16 -> "student-fp16.kd4j";
                        case BUNDLE_INT8 -> "student-int8.kd4j";
                    });
        }

        /** A teacher's network as the graph that ONNX Runtime answers by, where the recipe wants that. */
        Path forward() {
            return root.resolve("forward.onnx");
        }

        /** The selected network of a teacher. */
        public Path network() {
            return root.resolve("network.zip");
        }
    }
}
