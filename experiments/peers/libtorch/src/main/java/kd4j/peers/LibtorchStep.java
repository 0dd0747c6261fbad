package kd4j.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Training steps in libtorch 2.10, called from Java: forward, cross-entropy, backward, update, all of it libtorch's. */
public final class LibtorchStep {
    private final boolean images;
    private final MemoryFormat format;
    private final List<Tensor> parameters = new ArrayList<>();

    private LibtorchStep(boolean images, MemoryFormat format) {
        this.images = images;
        this.format = format;
    }

    public static void main(String[] args) throws IOException {
        Clock clock = Clock.of(args);
        torch.set_num_threads(clock.threads());
        torch.manual_seed(1);
        LibtorchStep step = new LibtorchStep(
                !clock.model().startsWith("mlp"), clock.channelsLast() ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous);
        step.run(clock);
    }

    private void run(Clock clock) throws IOException {
        UnaryOperator<Tensor> network = network(clock.model());
        Optimizer optimizer = optimizer();
        List<Tensor> inputs = new ArrayList<>();
        List<Tensor> labels = new ArrayList<>();
        for (int i = 0; i < Clock.BATCHES; i++) {
            inputs.add(
                    images
                            ? torch.randn(Clock.BATCH, 3, 32, 32).contiguous(format)
                            : torch.randn(Clock.BATCH, 784));
            labels.add(torch.randint(Clock.CLASSES, new long[] {Clock.BATCH}).to(torch.ScalarType.Long));
        }
        long count = parameters.stream().mapToLong(Tensor::numel).sum();
        clock.run("libtorch 2.10.0 through JavaCPP", count, batch -> {
            try (PointerScope scope = new PointerScope()) {
                optimizer.zero_grad();
                Tensor loss = torch.cross_entropy_loss(network.apply(inputs.get(batch)), labels.get(batch));
                loss.backward();
                optimizer.step();
                return loss.item_float();
            }
        });
    }

    private Optimizer optimizer() {
        TensorVector all = new TensorVector(parameters.toArray(Tensor[]::new));
        if (!images) {
            return new Adam(all, new AdamOptions(1e-4));
        }
        SGDOptions options = new SGDOptions(0.01);
        options.momentum().put(0.9);
        options.nesterov().put(true);
        return new SGD(all, options);
    }

    private UnaryOperator<Tensor> network(String model) {
        return switch (model) {
            case "cnn" -> plainCnn(false);
            case "cnn-bn" -> plainCnn(true);
            case "resnet-20" -> resnet(3);
            case "mlp-1200" -> mlp(1200);
            case "mlp-256" -> mlp(256);
            default -> throw new IllegalArgumentException("--model " + model);
        };
    }

    private UnaryOperator<Tensor> plainCnn(boolean norm) {
        UnaryOperator<Tensor> network = UnaryOperator.identity();
        int channels = 3;
        for (int width : new int[] {32, 64, 128}) {
            if (channels > 3) {
                network = then(network, x -> torch.max_pool2d(x, 2, 2));
            }
            for (int i = 0; i < 2; i++) {
                network = then(network, conv(channels, width, 3, 1, !norm));
                if (norm) {
                    network = then(network, batchNorm(width));
                }
                network = then(network, torch::relu_);
                channels = width;
            }
        }
        return then(network, head(channels));
    }

    private UnaryOperator<Tensor> resnet(int blocks) {
        UnaryOperator<Tensor> network =
                then(then(conv(3, 16, 3, 1, false), batchNorm(16)), torch::relu_);
        int channels = 16;
        for (int width : new int[] {16, 32, 64}) {
            for (int i = 0; i < blocks; i++) {
                network = then(network, block(channels, width));
                channels = width;
            }
        }
        return then(network, head(channels));
    }

    private UnaryOperator<Tensor> block(int channels, int width) {
        int stride = channels == width ? 1 : 2;
        UnaryOperator<Tensor> first =
                then(then(conv(channels, width, 3, stride, false), batchNorm(width)), torch::relu_);
        UnaryOperator<Tensor> body = then(then(first, conv(width, width, 3, 1, false)), batchNorm(width));
        UnaryOperator<Tensor> shortcut = stride == 1
                ? UnaryOperator.identity()
                : then(conv(channels, width, 1, stride, false), batchNorm(width));
        return x -> torch.relu_(body.apply(x).add(shortcut.apply(x)));
    }

    private UnaryOperator<Tensor> mlp(int hidden) {
        UnaryOperator<Tensor> network = then(linear(784, hidden), torch::relu_);
        return then(then(then(network, linear(hidden, hidden)), torch::relu_), linear(hidden, Clock.CLASSES));
    }

    private UnaryOperator<Tensor> head(int channels) {
        UnaryOperator<Tensor> mean = x -> torch.adaptive_avg_pool2d(x, 1, 1).flatten(1, -1);
        return then(mean, linear(channels, Clock.CLASSES));
    }

    private UnaryOperator<Tensor> conv(int in, int out, int kernel, int stride, boolean bias) {
        double deviation = Math.sqrt(2.0 / (in * kernel * kernel));
        Tensor weight = trained(torch.randn(out, in, kernel, kernel)
                .mul(new Scalar(deviation))
                .contiguous(format));
        TensorOptional b = bias ? new TensorOptional(trained(torch.zeros(out))) : new TensorOptional();
        long[] strides = {stride, stride};
        long[] padding = {kernel / 2, kernel / 2};
        return x -> torch.conv2d(x, weight, b, strides, padding, new long[] {1, 1}, 1);
    }

    private UnaryOperator<Tensor> batchNorm(int channels) {
        TensorOptional gamma = new TensorOptional(trained(torch.ones(channels)));
        TensorOptional beta = new TensorOptional(trained(torch.zeros(channels)));
        TensorOptional mean = new TensorOptional(torch.zeros(channels));
        TensorOptional variance = new TensorOptional(torch.ones(channels));
        return x -> torch.batch_norm(x, gamma, beta, mean, variance, true, 0.1, 1e-5, false);
    }

    private UnaryOperator<Tensor> linear(int in, int out) {
        Tensor weight = trained(torch.randn(out, in).mul(new Scalar(1 / Math.sqrt(3.0 * in))));
        TensorOptional bias = new TensorOptional(trained(torch.zeros(out)));
        return x -> torch.linear(x, weight, bias);
    }

    private Tensor trained(Tensor start) {
        Tensor leaf = start.requires_grad_();
        parameters.add(leaf);
        return leaf;
    }

    private static UnaryOperator<Tensor> then(UnaryOperator<Tensor> first, UnaryOperator<Tensor> second) {
        return x -> second.apply(first.apply(x));
    }
}
