package kd4j.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.recipe.Binder;

/**
 * A network and how it is trained, fixed so that every framework can build the same: 128 rows in a step, 10 classes, images of
 * 32x32x3 or vectors of 784.
 *
 * @param name its name on the command line and in tables
 * @param setup architecture and optimiser, as they stand in a recipe
 * @param input shape of a sample
 * @param parameters trained numbers, the same in every framework
 * @param macs multiply-accumulate operations of one sample's forward pass
 * @param steps steps that are timed, a few seconds' worth
 */
public record BenchModel(String name, String setup, Shape input, long parameters, long macs, int steps) {
    /** Rows in a step. */
    public static final int BATCH = 128;
    /** Classes. */
    public static final int CLASSES = 10;

    private static final String SGD =
            "optimizer: {type: sgd, rate: {type: constant, rate: 0.01}, momentum: 0.9, nesterov: true}\n";
    private static final String ADAM = "optimizer: {type: adam, rate: {type: constant, rate: 1e-4}}\n";
    private static final Shape IMAGE = Shape.of(32, 32, 3);
    private static final Shape VECTOR = Shape.of(784);

    /** All of them. */
    public static final List<BenchModel> ALL = List.of(
            image("cnn", "plain-cnn, widths: [32, 64, 128], depth: 2, batch-norm: false", 288_298, 38_634_752),
            image("cnn-bn", "plain-cnn, widths: [32, 64, 128], depth: 2, batch-norm: true", 288_746, 38_634_752),
            image("resnet-20", "resnet-20", 272_474, 40_813_184),
            vector("mlp-1200", "mlp, hidden: [1200, 1200]", 2_395_210, 2_392_800, 200),
            vector("mlp-256", "mlp, hidden: [256, 256]", 269_322, 268_800, 1000));

    /** Networks of many sizes, for comparisons of ours with ours; counted when asked for. */
    static List<BenchModel> sizes() {
        return List.of(
                counted("mlp-32", "mlp, hidden: [32]", ADAM, VECTOR),
                counted("mlp-64", "mlp, hidden: [64, 64]", ADAM, VECTOR),
                counted("mlp-128", "mlp, hidden: [128, 128]", ADAM, VECTOR),
                counted("cnn-4-8", "plain-cnn, widths: [4, 8], depth: 1", SGD, IMAGE),
                named(ALL, "mlp-256").orElseThrow(),
                counted("mlp-400", "mlp, hidden: [400, 400]", ADAM, VECTOR),
                counted("cnn-8-16", "plain-cnn, widths: [8, 16], depth: 1", SGD, IMAGE),
                counted("mlp-600", "mlp, hidden: [600, 600]", ADAM, VECTOR),
                counted("mlp-800", "mlp, hidden: [800, 800]", ADAM, VECTOR),
                counted("cnn-16-32", "plain-cnn, widths: [16, 32], depth: 1", SGD, IMAGE),
                named(ALL, "mlp-1200").orElseThrow(),
                named(ALL, "cnn-bn").orElseThrow());
    }

    private static BenchModel counted(String name, String architecture, String optimizer, Shape input) {
        String setup = "architecture: {type: " + architecture + "}\n" + optimizer;
        Blueprint plan =
                Binder.bind(BenchSetup.class, name, setup).architecture().blueprint(input, CLASSES);
        return new BenchModel(name, setup, input, plan.parameters(), plan.macs(), 300);
    }

    private static BenchModel image(String name, String architecture, long parameters, long macs) {
        return new BenchModel(name, "architecture: {type: " + architecture + "}\n" + SGD, IMAGE, parameters, macs, 20);
    }

    private static BenchModel vector(String name, String architecture, long parameters, long macs, int steps) {
        return new BenchModel(
                name, "architecture: {type: " + architecture + "}\n" + ADAM, VECTOR, parameters, macs, steps);
    }

    /**
     * The model of this name.
     *
     * @throws BenchException when there is none
     */
    public static BenchModel of(String name) {
        return named(ALL, name)
                .or(() -> named(sizes(), name))
                .orElseThrow(() -> new BenchException("no model '%s'; there are %s".formatted(name, names())));
    }

    private static Optional<BenchModel> named(List<BenchModel> models, String name) {
        return models.stream().filter(m -> m.name.equals(name)).findFirst();
    }

    /** All names. */
    public static String names() {
        return ALL.stream().map(BenchModel::name).collect(Collectors.joining(", "));
    }

    /** Whether samples are images, which can be stored in two layouts. */
    public boolean images() {
        return input.rank() == 3;
    }

    /**
     * Architecture and optimiser.
     *
     * @throws kd4j.recipe.RecipeException when this build does not have them
     */
    BenchSetup bound() {
        return Binder.bind(BenchSetup.class, name, setup);
    }

    /** The layers. */
    Blueprint blueprint() {
        return bound().architecture().blueprint(input, CLASSES);
    }

    /** Multiply-accumulate operations of a step, backward counted as twice the forward pass. */
    long multiplyAdds() {
        return 3 * macs * BATCH;
    }

    /** The work of a step, which {@code threads: auto} goes by. */
    long work() {
        return 3 * blueprint().work() * BATCH;
    }

    /**
     * Billions of floating-point operations a second: 2 for each multiply-accumulate forward and 4 backward, the first layer's
     * input gradient included, which nobody computes.
     */
    public double gflops(double stepMillis) {
        return 6.0 * macs * BATCH / stepMillis / 1e6;
    }

    /** Samples a second. */
    public static double samples(double stepMillis) {
        return BATCH / stepMillis * 1e3;
    }
}
