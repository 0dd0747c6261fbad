package kd4j.bench;

/**
 * What one process measured of both forward passes of one teacher.
 *
 * @param parameters trained numbers of the teacher
 * @param networkMs milliseconds in which the network that was trained answers to 1,000 rows
 * @param runtimeMs milliseconds in which ONNX Runtime answers to them
 * @param difference the largest difference between an answer of both, {@code |a - b| / max(1, |a|)}, over the logits and all layers that the
 *     method reads
 */
public record TeacherTime(long parameters, double networkMs, double runtimeMs, double difference) {
    /** Below 1 ONNX Runtime is the faster one. */
    double ratio() {
        return runtimeMs / networkMs;
    }
}
