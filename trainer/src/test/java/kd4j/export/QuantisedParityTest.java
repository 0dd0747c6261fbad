package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Network;
import kd4j.model.architecture.DsCnn;
import kd4j.model.architecture.GruNetwork;
import kd4j.model.architecture.Lenet;
import kd4j.model.architecture.Mlp;
import kd4j.model.architecture.PlainCnn;
import kd4j.model.architecture.Resnet;
import kd4j.model.architecture.SignalCnn;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Seven shapes of networks as files of 32, 16 and 8 bits: how far answers are apart, and how many bytes each has. Names, scales and operations
 * take some hundred bytes a layer, so that only the network of 230,000 parameters has less than 27 % of the bytes; a recurrent layer stays as it is.
 */
class QuantisedParityTest {
    private static final int ROWS = 300;

    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        Shape image = Shape.of(16, 16, 3);
        return Stream.of(
                Arguments.of("mlp", new Mlp(List.of(256, 128), 0.1, 0), image, 0.27, List.of()),
                Arguments.of("lenet", new Lenet(), image, 0.31, List.of()),
                Arguments.of("plain-cnn", new PlainCnn(List.of(32, 64), true, 2), image, 0.28, List.of()),
                Arguments.of("resnet", new Resnet(8), image, 0.31, List.of()),
                Arguments.of("depthwise", new DsCnn(64, 3), image, 0.40, List.of()),
                Arguments.of("conv1d", new SignalCnn(List.of(32, 64, 128), 5), Shape.of(64, 2), 0.29, List.of()),
                Arguments.of("recurrent", new GruNetwork(List.of(24)), Shape.of(20, 3), 1.2, List.of("gru1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void answersAndBytes(String name, Architecture architecture, Shape input, double share, List<String> floats) {
        INDArray rows = Networks.rows(input, ROWS, 98);
        try (Network network = Networks.trained(architecture.blueprint(input, 6), 6)) {
            ExportedFile full = export(network, ExportFormat.ONNX, rows);
            ExportedFile half = export(network, ExportFormat.ONNX_FP16, rows);
            ExportedFile eight = export(network, ExportFormat.ONNX_INT8, rows);
            System.out.printf(
                    "%s: %d, %d, %d bytes (%.3f); fp32 from the network %.3g; int8 from its roundings %.3g (step %.3g), from fp32 %.3g mean %.3g, same class %d of %d; fp16 from fp32 %.3g; %s%n",
                    name,
                    full.bytes(),
                    half.bytes(),
                    eight.bytes(),
                    (double) eight.bytes() / full.bytes(),
                    full.maxAbsDiff(),
                    eight.maxAbsDiff(),
                    eight.reduction().step(),
                    eight.reduction().maxAbsDiff(),
                    eight.reduction().meanAbsDiff(),
                    eight.reduction().argMaxEqual(),
                    ROWS,
                    half.reduction().maxAbsDiff(),
                    eight.reduction().layers().orElseThrow());
            assertEquals(floats, eight.reduction().floats());
            assertTrue(eight.bytes() <= share * full.bytes(), eight + " against " + full);
            assertTrue(eight.maxAbsDiff() <= eight.reduction().step(), eight.toString());
            Networks.assertRoundings(name, eight);
            assertEquals(16, Verification.verify(eight.path()).rows());
        }
    }

    private ExportedFile export(Network network, ExportFormat format, INDArray rows) {
        return Exporters.export(
                network, Networks.card(network.blueprint()), format, rows, folder.resolve(format.name() + ".onnx"));
    }
}
