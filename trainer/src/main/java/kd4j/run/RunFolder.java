package kd4j.run;

import java.nio.file.Path;
import kd4j.export.ExportFormat;

/**
 * Where everything of a run stands.
 *
 * @param root the run's folder
 */
public record RunFolder(Path root) {
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

    public Path lock() {
        return root.resolve("run.lock");
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

        public Path metricsTable() {
            return root.resolve("metrics.csv");
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

        /** The selected network of a teacher. */
        public Path network() {
            return root.resolve("network.zip");
        }
    }
}
