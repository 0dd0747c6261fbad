package kd4j.model.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kd4j.model.ModelException;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;

/** What ONNX Runtime really computes with 8-bit numbers on this machine: read from the graph that it makes of a file when it opens it. */
public final class IntegerKernels {
    private static final Set<String> KERNELS = Set.of(
            "ConvInteger",
            "MatMulInteger",
            "MatMulIntegerToFloat",
            "QGemm",
            "QLinearAdd",
            "QLinearAveragePool",
            "QLinearConcat",
            "QLinearConv",
            "QLinearGlobalAveragePool",
            "QLinearMatMul");

    private IntegerKernels() {}

    /**
     * The layers that do without a kernel for 8-bit numbers.
     *
     * @param layers the names of the operations that should have one
     */
    public static Set<String> missing(Path file, Collection<String> layers) {
        Map<String, String> operations = operations(file);
        Set<String> missing = new TreeSet<>();
        for (String layer : layers) {
            boolean found = operations.entrySet().stream()
                    .anyMatch(o -> belongs(o.getKey(), layer) && KERNELS.contains(o.getValue()));
            if (!found) {
                missing.add(layer);
            }
        }
        return missing;
    }

    /** The runtime adds to names what it did with them. */
    private static boolean belongs(String operation, String layer) {
        return operation.equals(layer) || operation.startsWith(layer + "/") || operation.startsWith(layer + "_");
    }

    /** The kind of each operation of the graph that ONNX Runtime makes of a file, by name. */
    public static Map<String, String> operations(Path file) {
        try {
            Path optimised = Files.createTempFile("kd4j", ".onnx");
            try {
                OnnxSession.optimise(file, optimised);
                return read(optimised);
            } finally {
                Files.deleteIfExists(optimised);
            }
        } catch (IOException e) {
            throw new ModelException(
                    "%s: the graph that ONNX Runtime makes of it cannot be looked at (%s). Make room in the folder for temporary files"
                            .formatted(file, e),
                    e);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> operations = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (NodeProto node : ModelProto.parseFrom(in).getGraph().getNodeList()) {
                operations.put(node.getName(), node.getOpType());
            }
        }
        return operations;
    }
}
