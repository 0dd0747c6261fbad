package kd4j.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One instance that is used for many things in turn answers like a new one for each: nothing that it keeps is confused. */
interface RepetitionContract extends KernelsUnderTest {
    /**
     * A use and the shapes of its answers.
     *
     * @param trial the use
     * @param shapes of the answers
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Use(Trial trial, long[]... shapes) {
        double[][] answers(Kernels kernels, KernelsUnderTest test) {
            return trial.answers(kernels, test.type(), shapes);
        }
    }

    @Test
    default void batchesChangeTheirSize() {
        Memo[] memos = {new Memo(), new Memo()};
        Kernels kernels = kernels();
        for (int rows : new int[] {128, 1, 17, 128}) {
            for (Use use : uses(rows, memos)) {
                assertArrayEquals(use.answers(kernels(), this), use.answers(kernels, this), rows + " rows");
            }
        }
    }

    @Test
    default void sameShapesOfDifferentWindowsGroupsAndFollowersAreKeptApart() {
        Kernels kernels = kernels();
        for (int round = 0; round < 2; round++) {
            for (Use use : alike()) {
                assertArrayEquals(use.answers(kernels(), this), use.answers(kernels, this));
            }
        }
    }

    /** What an instance works out in a workspace must not be gone with it. */
    @Test
    default void workspacesMayCloseInBetween() {
        Kernels kernels = kernels();
        Memo[] memos = {new Memo(), new Memo()};
        WorkspaceConfiguration small = WorkspaceConfiguration.builder()
                .initialSize(1 << 24)
                .policyAllocation(AllocationPolicy.STRICT)
                .policyLearning(LearningPolicy.NONE)
                .build();
        for (int rows : new int[] {3, 1, 3}) {
            for (Use use : uses(rows, memos)) {
                double[][] expected = use.answers(kernels(), this);
                double[][] actual = inside(small, () -> use.answers(kernels, this));
                inside(small, () ->
                        new double[][] {Tensor.read(Nd4j.create(type(), 1 << 20).assign(Double.NaN))});
                assertArrayEquals(expected, actual);
            }
        }
    }

    @SuppressWarnings("try") // the workspace acts by being open
    private static double[][] inside(
            WorkspaceConfiguration configuration, java.util.function.Supplier<double[][]> work) {
        try (var workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "CONTRACT")) {
            return work.get();
        }
    }

    /** Training changes weights in place. */
    @Test
    default void changedWeightsCount() {
        ConvolutionCase c = new ConvolutionCase(Window.square(3, 1, 1), 1, 4, 8, 8, 16, 16);
        Trial trial = new Trial(
                (k, x, y) -> {
                    y[2].assign(0.5);
                    k.convolve(c.window(), 1, x[0], y[2], x[2], true, y[0]);
                    k.convolveGradient(c.window(), 1, x[0], y[2], x[3], y[1], y[3], y[4]);
                    y[2].assign(x[1]);
                    k.convolve(c.window(), 1, x[0], y[2], x[2], true, y[0]);
                    k.convolveGradient(c.window(), 1, x[0], y[2], x[3], y[1], y[3], y[4]);
                },
                c.input(),
                c.weight(),
                c.bias(),
                c.error());
        trial.check(
                this,
                c.output().plus(c.bias()).relu(),
                c.inputGradient(),
                Expected.exactly(c.weight()),
                c.weightGradient(),
                c.biasGradient());
    }

    private static List<Use> uses(int rows, Memo... memos) {
        ConvolutionCase first = new ConvolutionCase(Window.square(3, 1, 1), 1, rows, 8, 8, 3, 16);
        ConvolutionCase depthwise = new ConvolutionCase(Window.square(3, 2, 1), 16, rows, 8, 8, 16, 16);
        return List.of(
                use(first, true),
                use(depthwise, false),
                dense(rows),
                pool(rows, memos[0]),
                normalize(new Normalization(0, 1e-5, rows, 4, 4, 16), memos[1]));
    }

    private static List<Use> alike() {
        List<Use> uses = new ArrayList<>();
        List<Window> windows = List.of(
                Window.square(3, 1, 1),
                Window.square(1, 1, 0),
                Window.square(5, 1, 2),
                new Window(3, 1, 1, 1, 1, 0),
                new Window(1, 3, 1, 1, 0, 1));
        for (Window window : windows) {
            for (int groups : new int[] {1, 2, 8}) {
                Stream.of(false, true)
                        .map(relu -> use(new ConvolutionCase(window, groups, 2, 6, 6, 8, 8), relu))
                        .forEach(uses::add);
            }
        }
        return uses;
    }

    private static Use use(ConvolutionCase c, boolean relu) {
        Trial trial = new Trial(
                (k, x, y) -> {
                    k.convolve(c.window(), c.groups(), x[0], x[1], x[2], relu, y[0]);
                    k.convolve(c.window(), c.groups(), x[0], x[1], null, relu, y[1]);
                    k.convolveGradient(c.window(), c.groups(), x[0], x[1], x[3], y[2], y[3], y[4]);
                    k.convolveGradient(c.window(), c.groups(), x[0], x[1], x[3], null, y[5], null);
                },
                c.input(),
                c.weight(),
                c.bias(),
                c.error());
        long[] output = c.outputShape();
        long[] weight = c.weight().shape();
        return new Use(
                trial, output, output, c.input().shape(), weight, c.bias().shape(), weight);
    }

    private static Use dense(int rows) {
        Tensor input = Tensor.drawn(71, rows, 20);
        Tensor weight = Tensor.drawn(72, 20, 10);
        Tensor bias = Tensor.drawn(73, 10);
        Tensor error = Tensor.drawn(74, rows, 10);
        Trial trial = new Trial(
                (k, x, y) -> {
                    k.affine(x[0], x[1], x[2], false, y[0]);
                    k.affineGradient(x[0], x[1], x[3], y[1], y[2], y[3]);
                    k.softmax(y[0], y[4]);
                },
                input,
                weight,
                bias,
                error);
        return new Use(trial, error.shape(), input.shape(), weight.shape(), bias.shape(), error.shape());
    }

    private static Use pool(int rows, Memo memo) {
        Window window = Window.square(3, 2, 1);
        Tensor input = Tensor.drawn(75, rows, 7, 7, 8);
        Tensor error = Tensor.drawn(76, rows, 4, 4, 8);
        Trial trial = new Trial(
                (k, x, y) -> {
                    k.maxPool(window, x[0], memo, y[0]);
                    k.maxPoolGradient(window, x[0], x[1], memo, y[1]);
                    k.averagePool(window, x[0], y[2]);
                    k.averagePoolGradient(window, x[0], x[1], y[3]);
                },
                input,
                error);
        return new Use(trial, error.shape(), input.shape(), error.shape(), input.shape());
    }

    private static Use normalize(Normalization n, Memo memo) {
        Call call = new Call(n, memo);
        long[] channels = {n.channels()};
        return new Use(
                new Trial(call, n.input(), n.gamma(), n.beta(), n.error()),
                n.shape(),
                channels,
                channels,
                n.shape(),
                channels,
                channels);
    }

    /**
     * A normalisation with relu, forward and backward.
     *
     * @param n what
     * @param memo kept between the two
     */
    record Call(Normalization n, Memo memo) implements Trial.Call {
        @Override
        public void run(Kernels k, INDArray[] x, INDArray[] y) {
            k.normalize(x[0], x[1], x[2], n.epsilon(), true, y[1], y[2], memo, y[0]);
            k.normalizeGradient(x[0], x[1], x[2], n.epsilon(), true, y[1], y[2], memo, y[0], x[3], y[3], y[4], y[5]);
        }
    }
}
