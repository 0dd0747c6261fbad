package kd4j.export;

/** A kind of file that a student is written to. */
public enum ExportFormat {
    /** DL4J's {@code ModelSerializer} zip. */
    DL4J,
    /** ONNX, opset 17, 32-bit floats. */
    ONNX
}
