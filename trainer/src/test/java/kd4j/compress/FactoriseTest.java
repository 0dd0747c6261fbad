package kd4j.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.component.KeyException;
import kd4j.compress.Factorise.Form;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.Network;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.GlobalAveragePool;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FactoriseTest {
    private static Factorise of(int rank, Form form, List<String> layers, EpochSchedule schedule) {
        return new Factorise(Optional.of(rank), Optional.empty(), form, layers, schedule);
    }

    private interface Contract extends CompressionContract {
        Form form();

        @Override
        default Compression compression() {
            return with(EpochSchedule.at(2));
        }

        @Override
        default Compression with(EpochSchedule schedule) {
            return of(2, form(), List.of("*"), schedule);
        }

        @Override
        default Compression with(List<String> layers) {
            return of(2, form(), layers, EpochSchedule.at(2));
        }

        @Override
        default void mustHaveForm(Network network, INDArray vector) {
            String piece = form() == Form.SVD ? "conv4-basis" : "conv4-core";
            assertEquals(2, network.blueprint().shapes().get(piece).channels());
            assertEquals(8, network.blueprint().shapes().get("conv4").channels());
            assertEquals(network.parameters().length(), vector.length());
        }
    }

    @Nested
    class Svd implements Contract {
        @Override
        public Form form() {
            return Form.SVD;
        }
    }

    @Nested
    class Tucker implements Contract {
        @Override
        public Form form() {
            return Form.TUCKER;
        }
    }

    static Stream<Arguments> layers() {
        Shape image = Shape.of(7, 6, 4);
        return Stream.of(
                Arguments.of(Shape.of(9), new Dense(5, true), Form.SVD),
                Arguments.of(Shape.of(5), new Dense(9, false), Form.SVD),
                Arguments.of(image, new Conv2d(6, 3, 1, Optional.empty(), true), Form.SVD),
                Arguments.of(image, new Conv2d(6, 3, 2, Optional.of(0), false), Form.SVD),
                Arguments.of(image, new Conv2d(6, 1, 1, Optional.empty(), true), Form.SVD),
                Arguments.of(
                        image,
                        new Conv2d(6, 5, 2, Optional.of(2), false, 1, Optional.of(3), Optional.of(1)),
                        Form.TUCKER),
                Arguments.of(image, new Conv2d(3, 3, 1, Optional.empty(), true), Form.TUCKER),
                Arguments.of(Shape.of(12, 4), new Conv1d(6, 5, 2, Optional.empty(), true), Form.SVD),
                Arguments.of(Shape.of(12, 4), new Conv1d(6, 3, 1, Optional.empty(), false), Form.TUCKER));
    }

    private static Network network(Shape input, Layer layer) {
        Blueprint.Builder plan = Blueprint.of(input);
        if (layer instanceof Dense) {
            return Network.create(
                    plan.then("cut", layer)
                            .then(Blueprint.LOGITS, new Dense(3, true))
                            .build(),
                    4);
        }
        plan.then("cut", layer).then("mean", new GlobalAveragePool());
        return Network.create(plan.then(Blueprint.LOGITS, new Dense(3, true)).build(), 4);
    }

    private static Factors factors(Network network, Form form, int rank) {
        Blueprint.Node node = network.blueprint().nodes().get(0);
        INDArray weight = network.parameter("cut", "weight");
        double[] numbers = Weights.numbers(weight);
        Factors.Rank asked = basis -> basis.rank(Optional.of(rank), Optional.empty());
        int first = (int) weight.size(0);
        if (node.operation() instanceof Dense) {
            return Factors.ofDense(node, Factors.matrix(numbers, first), asked);
        }
        return form == Form.TUCKER
                ? Factors.ofTucker(node, numbers, first, (int) weight.size(1), asked)
                : Factors.ofKernels(node, numbers, first, asked);
    }

    private static Network product(Network network, Factors factors) {
        List<Blueprint.Node> rest = network.blueprint().nodes();
        List<Blueprint.Node> nodes = Stream.concat(factors.nodes().stream(), rest.subList(1, rest.size()).stream())
                .toList();
        return Rebuilt.of(network, new Blueprint(network.input(), nodes), factors.numbers(), 1);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void a_product_of_full_rank_answers_as_the_layer_did(Shape input, Layer layer, Form form) {
        Network network = network(input, layer);
        Network product = product(network, factors(network, form, 1000));
        INDArray rows = Nd4j.createFromArray(
                        new Random(5).doubles(3L * input.values(), -1, 1).toArray())
                .castTo(network.parameters().dataType())
                .reshape('c', input.batch(3));
        for (String tap : List.of("cut", Blueprint.LOGITS)) {
            INDArray whole = network.forward(rows, Set.of(tap)).get(tap);
            INDArray parts = product.forward(rows, Set.of(tap)).get(tap);
            assertEquals(0, whole.sub(parts).amaxNumber().doubleValue(), 1e-5, tap);
        }
    }

    /** Eckart and Young: what a rank leaves out of a matrix are its other singular values, of which diag(3, 2, 1) has 1. */
    @Test
    void a_smaller_rank_leaves_out_the_smallest_singular_values() {
        Network network = network(Shape.of(3), new Dense(3, false));
        network.parameter("cut", "weight").assign(Nd4j.create(new float[][] {{0, 3, 0}, {1, 0, 0}, {0, 0, 2}}));
        Network product = product(network, factors(network, Form.SVD, 2));
        INDArray left = product.parameter("cut-basis", "weight").mmul(product.parameter("cut", "weight"));
        INDArray wanted = Nd4j.create(new float[][] {{0, 3, 0}, {0, 0, 0}, {0, 0, 2}});
        assertEquals(0, left.sub(wanted).amaxNumber().doubleValue(), 1e-6);
    }

    /** Squares 9, 4 and 1 of 14: 9 is 64 %, 13 is 93 %. */
    @Test
    void energy_is_the_share_of_the_squares() {
        Basis basis = Basis.of(Factors.matrix(new double[] {0, 3, 0, 1, 0, 0, 0, 0, 2}, 3));
        assertEquals(1, basis.rank(Optional.empty(), Optional.of(0.64)));
        assertEquals(2, basis.rank(Optional.empty(), Optional.of(0.65)));
        assertEquals(2, basis.rank(Optional.empty(), Optional.of(0.92)));
        assertEquals(3, basis.rank(Optional.empty(), Optional.of(1.0)));
    }

    @Test
    void layers_that_would_not_get_smaller_stay() {
        Factorise full = of(1000, Form.SVD, List.of("*"), EpochSchedule.at(1));
        Compressing plan = Compressing.begin(List.of(full), Trainings.setting());
        Network network = Trainings.student();
        plan.adopt(network);
        assertTrue(plan.reshape(network, 1).isEmpty());
        assertTrue(plan.outcomes(network).get(0).sentence().startsWith("0 of 5 layers are products"));
    }

    @Test
    void refuses_what_cannot_be_meant() {
        KeyException neither = assertThrows(
                KeyException.class,
                () -> new Factorise(Optional.empty(), Optional.empty(), Form.SVD, List.of("*"), EpochSchedule.at(1)));
        assertTrue(neither.getMessage().contains("either rank or energy"), neither.getMessage());
        assertThrows(KeyException.class, () -> new Factorise(1.5));
        assertThrows(KeyException.class, () -> of(2, Form.SVD, List.of("*"), EpochSchedule.between(1, 2)));
    }
}
