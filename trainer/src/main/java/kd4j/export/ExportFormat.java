package kd4j.export;

/** A kind of file that a student is written to. */
public enum ExportFormat {
    /** DL4J's {@code ModelSerializer} zip. */
    DL4J("zip"),
    /** ONNX, opset 17, 32-bit floats. */
    ONNX("onnx");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** What such files' names end in, without the dot. */
    public String extension() {
        return extension;
    }
}
