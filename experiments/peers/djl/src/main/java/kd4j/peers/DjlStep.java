package kd4j.peers;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Training steps in DJL, written as its documentation shows: blocks, a trainer, a gradient collector. */
public final class DjlStep {
    private DjlStep() {}

    public static void main(String[] args) throws IOException {
        Clock clock = Clock.of(args);
        Engine.getInstance().setRandomSeed(1);
        boolean images = !clock.model().startsWith("mlp");
        Shape shape = images ? new Shape(Clock.BATCH, 3, 32, 32) : new Shape(Clock.BATCH, 784);
        // Its SGD has momentum, but not Nesterov's look-ahead; the passes over memory are about the same.
        Optimizer optimizer = images
                ? Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).optMomentum(0.9f).build()
                : Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-4f)).build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(optimizer);
        try (Model model = Model.newInstance(clock.model())) {
            model.setBlock(network(clock.model()));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(shape);
                run(clock, trainer, shape);
            }
        }
    }

    private static void run(Clock clock, Trainer trainer, Shape shape) throws IOException {
        NDManager manager = trainer.getManager();
        List<NDArray> inputs = new ArrayList<>();
        List<NDArray> labels = new ArrayList<>();
        for (int i = 0; i < Clock.BATCHES; i++) {
            inputs.add(manager.randomNormal(shape));
            labels.add(manager.randomInteger(0, Clock.CLASSES, new Shape(Clock.BATCH), DataType.INT64));
        }
        long count = trainer.getModel().getBlock().getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(p -> p.getArray().size())
                .sum();
        String framework = "DJL " + Engine.getDjlVersion() + ", libtorch " + Engine.getInstance().getVersion();
        clock.run(framework, count, batch -> step(trainer, manager, inputs.get(batch), labels.get(batch)));
    }

    private static double step(Trainer trainer, NDManager manager, NDArray input, NDArray label) {
        try (NDManager ofStep = manager.newSubManager()) {
            input.tempAttach(ofStep);
            label.tempAttach(ofStep);
            NDArray loss;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList output = trainer.forward(new NDList(input), new NDList(label));
                loss = trainer.getLoss().evaluate(new NDList(label), output);
                collector.backward(loss);
            }
            trainer.step();
            return loss.getFloat();
        }
    }

    private static Block network(String model) {
        return switch (model) {
            case "cnn" -> plainCnn(false);
            case "cnn-bn" -> plainCnn(true);
            case "resnet-20" -> resnet(3);
            case "mlp-1200" -> mlp(1200);
            case "mlp-256" -> mlp(256);
            default -> throw new IllegalArgumentException("--model " + model);
        };
    }

    private static Block plainCnn(boolean norm) {
        SequentialBlock network = new SequentialBlock();
        for (int width : new int[] {32, 64, 128}) {
            if (width > 32) {
                network.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
            }
            for (int i = 0; i < 2; i++) {
                network.add(conv(width, 3, 1, !norm));
                if (norm) {
                    network.add(BatchNorm.builder().build());
                }
                network.add(Activation.reluBlock());
            }
        }
        return head(network);
    }

    private static Block resnet(int blocks) {
        SequentialBlock network = new SequentialBlock()
                .add(conv(16, 3, 1, false))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock());
        for (int width : new int[] {16, 32, 64}) {
            for (int i = 0; i < blocks; i++) {
                network.add(block(width, width > 16 && i == 0 ? 2 : 1));
            }
        }
        return head(network);
    }

    private static Block block(int width, int stride) {
        SequentialBlock body = new SequentialBlock()
                .add(conv(width, 3, stride, false))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(conv(width, 3, 1, false))
                .add(BatchNorm.builder().build());
        Block shortcut = stride == 1
                ? Blocks.identityBlock()
                : new SequentialBlock()
                        .add(conv(width, 1, stride, false))
                        .add(BatchNorm.builder().build());
        return new SequentialBlock()
                .add(new ParallelBlock(
                        both -> new NDList(both.get(0).singletonOrThrow().add(both.get(1).singletonOrThrow())),
                        List.of(body, shortcut)))
                .add(Activation.reluBlock());
    }

    private static Block mlp(int hidden) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(hidden).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(hidden).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(Clock.CLASSES).build());
    }

    private static Block head(SequentialBlock network) {
        return network.add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(Clock.CLASSES).build());
    }

    private static Block conv(int width, int kernel, int stride, boolean bias) {
        return Conv2d.builder()
                .setFilters(width)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(bias)
                .build();
    }
}
