package kd4j.export;

import kd4j.model.Operation;

/** How one kind of layer or join is written in ONNX. */
record OnnxForm<T extends Operation>(Class<T> kind, Writer<T> writer) {
    /** Writes a layer and answers the name of its value. */
    interface Writer<T> {
        String write(T layer, OnnxPlace place);
    }

    boolean fits(Operation operation) {
        return kind.isInstance(operation);
    }

    String write(Operation operation, OnnxPlace place) {
        return writer.write(kind.cast(operation), place);
    }
}
