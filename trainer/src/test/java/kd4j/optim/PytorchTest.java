package kd4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The optimisers against PyTorch 1.13 in doubles; values made by {@code src/test/peers/optimizers.py}. */
class PytorchTest {
    private static final Schedule UNUSED = new Constant(1);

    @TestFactory
    Stream<DynamicTest> twentySteps() throws IOException {
        try (InputStream in = PytorchTest.class.getResourceAsStream("pytorch.json")) {
            JsonNode file = JsonMapper.shared().readTree(Objects.requireNonNull(in));
            return file
                    .get("cases")
                    .propertyStream()
                    .map(entry -> DynamicTest.dynamicTest(
                            entry.getKey(), () -> follows(file, entry.getKey(), entry.getValue())))
                    .toList()
                    .stream();
        }
    }

    private static void follows(JsonNode file, String name, JsonNode peer) {
        INDArray parameters = Nd4j.createFromArray(doubles(file.get("start")));
        INDArray decayed = Nd4j.createFromArray(doubles(file.get("decayed")));
        Updater updater = optimizer(name, peer.get("options")).begin(parameters, Optional.of(decayed));
        for (int step = 0; step < file.get("gradients").size(); step++) {
            INDArray gradients =
                    Nd4j.createFromArray(doubles(file.get("gradients").get(step)));
            updater.step(gradients, file.get("rates").get(step).asDouble(), step);
            if (step == 0) {
                assertArrayEquals(doubles(peer.get("afterFirst")), parameters.toDoubleVector(), 1e-13);
            }
        }
        assertArrayEquals(doubles(peer.get("afterLast")), parameters.toDoubleVector(), 1e-12);
    }

    private static Optimizer optimizer(String name, JsonNode o) {
        double decay = o.get("weight_decay").asDouble();
        if (name.startsWith("sgd")) {
            return new Sgd(
                    UNUSED, o.get("momentum").asDouble(), o.get("nesterov").asBoolean(), decay);
        }
        double beta1 = o.get("betas").get(0).asDouble();
        double beta2 = o.get("betas").get(1).asDouble();
        double epsilon = o.get("eps").asDouble();
        return name.startsWith("adamw")
                ? new AdamW(UNUSED, beta1, beta2, epsilon, decay)
                : new Adam(UNUSED, beta1, beta2, epsilon, decay);
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
