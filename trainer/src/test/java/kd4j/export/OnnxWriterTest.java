package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.MaxPool;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OnnxWriterTest {
    private static final Blueprint PLAN = Blueprint.of(Shape.of(2, 1, 2))
            .then("squash", new Activation(Function.TANH))
            .then("drop", new Dropout(0.5))
            .then("flat", new Flatten())
            .then("logits", new Dense(3, true))
            .build();

    /** Weights 1 to 12, biases -1, -2, -3. The weights' array is in 'f' order, as DL4J keeps them. */
    private static INDArray numbers(String layer, String name) {
        return name.equals("weight")
                ? Nd4j.createFromArray(1f, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
                        .reshape('c', 4, 3)
                        .dup('f')
                : Nd4j.createFromArray(-1f, -2, -3);
    }

    private static ModelProto written(Card card) throws java.io.IOException {
        return ModelProto.parseFrom(
                OnnxWriter.model(PLAN, OnnxWriterTest::numbers, card).toByteArray());
    }

    private static final Card CARD = new Card(List.of("cat", "dog", "red fox"), Optional.of("divide by 255"));

    @Test
    void namesOperatorSetAndProducer() throws Exception {
        ModelProto model = written(CARD);
        assertEquals(8, model.getIrVersion());
        assertEquals(1, model.getOpsetImportCount());
        assertEquals(17, model.getOpsetImport(0).getVersion());
        assertEquals("", model.getOpsetImport(0).getDomain());
        assertEquals("kd4j", model.getProducerName());
        assertEquals(OnnxWriter.version(), model.getProducerVersion());
    }

    @Test
    void leavesTheBatchFree() throws Exception {
        GraphProto graph = written(CARD).getGraph();
        assertEquals("input [batch, 2, 2, 1]", signature(graph.getInputList()));
        assertEquals("logits [batch, 3]", signature(graph.getOutputList()));
    }

    private static String signature(List<ValueInfoProto> values) {
        ValueInfoProto value = values.get(0);
        assertEquals(1, values.size());
        assertEquals(
                TensorProto.DataType.FLOAT_VALUE,
                value.getType().getTensorType().getElemType());
        List<String> sizes = value.getType().getTensorType().getShape().getDimList().stream()
                .map(OnnxWriterTest::size)
                .toList();
        return value.getName() + " " + sizes;
    }

    private static String size(TensorShapeProto.Dimension dimension) {
        return dimension.hasDimParam() ? dimension.getDimParam() : String.valueOf(dimension.getDimValue());
    }

    /** One node a layer, dropout none, and a transpose where channels must be last. */
    @Test
    void writesTheLayersInOrder() throws Exception {
        List<String> nodes = written(CARD).getGraph().getNodeList().stream()
                .map(OnnxWriterTest::describe)
                .toList();
        assertEquals(
                List.of(
                        "Tanh [input] -> [squash]",
                        "Transpose [squash] -> [flat/channels-last] perm=[0, 2, 3, 1]",
                        "Flatten [flat/channels-last] -> [flat]",
                        "Gemm [flat, logits/weight, logits/bias] -> [logits]"),
                nodes);
    }

    /** Images: borders and steps as settings say, inference-time batch norm, no transposes. */
    @Test
    void writesLayersOfImages() {
        Blueprint plan = Blueprint.of(Shape.of(9, 9, 2))
                .then("conv", new Conv2d(4, 5, 2, Optional.empty(), false))
                .then("norm", new BatchNorm(0.25, 0.1))
                .then("max", new MaxPool(2, Optional.of(1)))
                .then("mean", new AveragePool(3, Optional.empty()))
                .then("all", new GlobalAveragePool())
                .then("relu", new Activation(Function.RELU))
                .then("logits", new Dropout(0.5))
                .build();
        Parameters ones = (layer, name) -> Nd4j.ones(DataType.FLOAT, name.equals("weight") ? 4 * 2 * 5 * 5 : 4);
        List<String> nodes = OnnxWriter.model(plan, ones, CARD).getGraph().getNodeList().stream()
                .map(OnnxWriterTest::describe)
                .toList();
        assertEquals(
                List.of(
                        "Conv [input, conv/weight] -> [conv] kernel_shape=[5, 5] strides=[2, 2] pads=[2, 2, 2, 2] group=1",
                        "BatchNormalization [conv, norm/gamma, norm/beta, norm/mean, norm/variance] -> [norm] epsilon=0.25",
                        "MaxPool [norm] -> [max] kernel_shape=[2, 2] strides=[1, 1] pads=[0, 0, 0, 0]",
                        "AveragePool [max] -> [mean] kernel_shape=[3, 3] strides=[3, 3] pads=[0, 0, 0, 0]",
                        "GlobalAveragePool [mean] -> [all/mean]",
                        "Flatten [all/mean] -> [all]",
                        "Relu [all] -> [relu]",
                        "Identity [relu] -> [logits]"),
                nodes);
    }

    private static String describe(NodeProto node) {
        String attributes = node.getAttributeList().stream()
                .map(a -> " " + a.getName() + "=" + value(a))
                .collect(Collectors.joining());
        return node.getOpType() + " " + node.getInputList() + " -> " + node.getOutputList() + attributes;
    }

    private static Object value(AttributeProto attribute) {
        return switch (attribute.getType()) {
            case INT -> attribute.getI();
            case FLOAT -> attribute.getF();
            default -> attribute.getIntsList();
        };
    }

    @Test
    void writesNumbersRowByRow() throws Exception {
        List<TensorProto> constants = written(CARD).getGraph().getInitializerList();
        assertEquals(
                List.of("logits/weight", "logits/bias"),
                constants.stream().map(TensorProto::getName).toList());
        assertEquals(List.of(4L, 3L), constants.get(0).getDimsList());
        assertEquals(List.of(3L), constants.get(1).getDimsList());
        assertArrayEquals(
                bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
                constants.get(0).getRawData().toByteArray());
        assertArrayEquals(bytes(-1, -2, -3), constants.get(1).getRawData().toByteArray());
    }

    private static byte[] bytes(float... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            buffer.putFloat(number);
        }
        return buffer.array();
    }

    @Test
    void tellsItsUsersWhatTheyMustKnow() throws Exception {
        byte[] all = bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -1, -2, -3);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
        assertEquals(
                Map.of(
                        "kd4j.version",
                        OnnxWriter.version(),
                        "kd4j.input",
                        "2x1x2",
                        "kd4j.classes",
                        "cat\ndog\nred fox",
                        "kd4j.preprocessing",
                        "divide by 255",
                        "kd4j.parameters.sha256",
                        digest),
                properties(written(CARD)));
        assertEquals(4, properties(written(Card.of(CARD.classes()))).size());
    }

    private static Map<String, String> properties(ModelProto model) {
        return model.getMetadataPropsList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws Exception {
        assertEquals(written(CARD), written(CARD));
        assertArrayEquals(written(CARD).toByteArray(), written(CARD).toByteArray());
    }
}
