package kd4j.export;

/** A kind of file that a student is written to. */
public enum ExportFormat {
    /** DL4J's {@code ModelSerializer} zip. */
    DL4J("zip"),
    /** ONNX, opset 17, 32-bit floats. */
    ONNX("onnx"),
    /** ONNX whose weights are stored in 16 bits and widened when the file is opened: half the bytes, the same speed. */
    ONNX_FP16("onnx"),
    /** ONNX whose sums of products are computed with 8-bit numbers, in the form QDQ: about a quarter of the bytes, and faster. */
    ONNX_INT8("onnx"),
    /** An edge bundle with ONNX of 32-bit floats: one file for the runtime {@code kd4j-edge}, with preprocessing, names, golden rows and model card. */
    BUNDLE("kd4j"),
    /** An edge bundle with the file of {@link #ONNX_FP16}. */
    BUNDLE_FP16("kd4j"),
    /** An edge bundle with the file of {@link #ONNX_INT8}. */
    BUNDLE_INT8("kd4j");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** What such files' names end in, without the dot. */
    public String extension() {
        return extension;
    }

    /** Whether it is an edge bundle. */
    public boolean bundle() {
        return this == BUNDLE || this == BUNDLE_FP16 || this == BUNDLE_INT8;
    }

    /** Whether it computes with 8-bit numbers, so that answers are held to a step of their grid. */
    public boolean eightBits() {
        return this == ONNX_INT8 || this == BUNDLE_INT8;
    }

    /** The file in a bundle. */
    ExportFormat inBundle() {
        return switch (this) {
            case BUNDLE_FP16 -> ONNX_FP16;
            case BUNDLE_INT8 -> ONNX_INT8;
            default -> ONNX;
        };
    }

    /** The bundle with a file that manifests call so. */
    static ExportFormat ofBundle(String model) {
        return switch (model) {
            case "onnx-fp16" -> BUNDLE_FP16;
            case "onnx-int8" -> BUNDLE_INT8;
            default -> BUNDLE;
        };
    }
}
