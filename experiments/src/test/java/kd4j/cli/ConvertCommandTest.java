package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kd4j.data.Shape;
import kd4j.model.Network;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@code kd4j convert} from the words to the file. */
class ConvertCommandTest {
    private static final Pattern SAID = Pattern.compile(
            "(\\d+) parameters\\. 100 random samples, largest difference of a logit (\\S+), same class in 100");

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void files() {
        in = folder.resolve("in.zip");
        out = folder.resolve("new/out.zip");
    }

    private Cli.Answer convert(String sizes) {
        return Cli.type("convert", in, "--input", sizes, "--out", out);
    }

    @Test
    void what_is_written_answers_alike_and_trains() throws IOException {
        MultiLayerNetwork stock = Stock.lenet(12, Activation.RELU);
        Stock.save(stock, in);
        Cli.Answer answer = convert("12x12x1");
        assertEquals(0, answer.code(), answer.err());
        Matcher said = SAID.matcher(answer.out());
        assertTrue(said.find(), answer.out());
        // 6 * (25 + 1) + 6 * 4 * 4 * 20 + 20 + 20 * 10 + 10
        assertEquals(2306, Integer.parseInt(said.group(1)));
        assertTrue(Double.parseDouble(said.group(2)) < 1e-5, answer.out());
        assertTrue(answer.out().contains("the loss function: "), answer.out());
        assertTrue(answer.out().contains("the updater and its state: Adam"), answer.out());
        assertTrue(answer.out().contains("regularisation: conv, dense, out"), answer.out());
        INDArray images = Nd4j.rand(7, 12, 12, 1);
        try (Network network = Network.load(out)) {
            assertEquals(Shape.of(12, 12, 1), network.input());
            INDArray logits = network.forward(images, Set.of("logits")).get("logits");
            INDArray expected = stock.output(images.reshape('c', 7, 144));
            assertTrue(expected.equalsWithEps(Transforms.softmax(logits), 1e-5));
            assertEquals(1, learned(network, images), 0.1);
        }
    }

    /** The share of what its gradient foretells by which a small step lowers half the squares of the logits. */
    private static double learned(Network network, INDArray images) {
        double before = halfSquares(network, images);
        network.learn(images, Set.of(), 1, a -> Map.of("logits", a.get("logits").dup()));
        double slope = Math.pow(network.gradients().norm2Number().doubleValue(), 2);
        double rate = 0.01 * before / slope;
        network.parameters().subi(network.gradients().mul(rate));
        return (before - halfSquares(network, images)) / (rate * slope);
    }

    private static double halfSquares(Network network, INDArray images) {
        INDArray logits = network.forward(images, Set.of("logits")).get("logits");
        return 0.5 * logits.mul(logits).sumNumber().doubleValue();
    }

    @Test
    void a_layer_without_its_like_is_named_and_nothing_is_written() throws IOException {
        Stock.save(Stock.lenet(12, Activation.SWISH), in);
        Cli.Answer answer = convert("12x12x1");
        assertEquals(1, answer.code());
        assertTrue(
                answer.err().startsWith(in + ": layer 'conv' (ConvolutionLayer) cannot be converted: "), answer.err());
        assertTrue(answer.err().contains("swish"), answer.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void another_shape_is_told_with_the_right_one() throws IOException {
        Stock.save(Stock.lenet(12, Activation.RELU), in);
        Cli.Answer answer = convert("28x28x1");
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("the network takes 144 values, the samples are 28x28x1"), answer.err());
        Cli.Answer vectors = convert("144");
        assertEquals(1, vectors.code());
        assertTrue(vectors.err().contains("the network takes images of 12x12x1, the samples are 144"), vectors.err());
    }

    @Test
    void words_that_are_no_sizes_are_wrong() throws IOException {
        Stock.save(Stock.lenet(12, Activation.RELU), in);
        for (String sizes : new String[] {"12x", "12x12x0", "a", "12x12x1x1", "12 x 12", "-3"}) {
            Cli.Answer answer = convert(sizes);
            assertEquals(2, answer.code(), sizes);
            assertTrue(answer.err().contains("'" + sizes + "' is not one to three sizes"), answer.err());
        }
        Cli.Answer huge = convert("99999x99999x3");
        assertEquals(2, huge.code());
        assertTrue(huge.err().contains("29999400003 numbers in a sample"), huge.err());
        Cli.Answer missing = Cli.type("convert", in, "--out", out);
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("--input"), missing.err());
    }

    @Test
    void the_old_network_stays() throws IOException {
        Stock.save(Stock.lenet(12, Activation.RELU), in);
        byte[] before = Files.readAllBytes(in);
        out = in;
        Cli.Answer answer = convert("12x12x1");
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("name another file"), answer.err());
        assertArrayEquals(before, Files.readAllBytes(in));
    }

    @Test
    void a_file_that_is_no_network_is_named() throws IOException {
        Files.writeString(in, "not a zip");
        Cli.Answer answer = convert("12x12x1");
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("in.zip is not a model zip"), answer.err());
    }

    @Test
    void a_network_of_ours_needs_none_of_it() throws IOException {
        Stock.save(Stock.lenet(12, Activation.RELU), in);
        assertEquals(0, convert("12x12x1").code());
        Cli.Answer again = Cli.type("convert", out, "--input", "12x12x1", "--out", folder.resolve("again.zip"));
        assertEquals(1, again.code());
        assertTrue(again.err().contains("there is nothing to convert"), again.err());
    }

    @Test
    void help_shows_an_example() {
        Cli.Answer answer = Cli.type("convert", "--help");
        assertEquals(0, answer.code());
        assertTrue(answer.out().contains("kd4j convert lenet.zip --input 28x28x1 --out"), answer.out());
    }
}
