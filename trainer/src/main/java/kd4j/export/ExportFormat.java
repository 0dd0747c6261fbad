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
    ONNX_INT8("onnx");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** What such files' names end in, without the dot. */
    public String extension() {
        return extension;
    }
}
