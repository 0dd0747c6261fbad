package kd4j.model.architecture;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.join.Add;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Embedding;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.LayerNorm;
import kd4j.model.layer.MultiHeadAttention;
import kd4j.model.layer.Positions;

/**
 * A small transformer encoder for classification: signals {@code [time, channels]} go through a dense layer, class numbers
 * {@code [time]} through an embedding; positions are added; blocks of self-attention and a feed-forward part follow, each of both
 * with layer norm before it and what came in added behind it; then layer norm, the mean over time, and a dense layer.
 *
 * <p>Layers: {@code embedding}, {@code positions}; in block 1 {@code block1.norm1}, {@code block1.attention}, {@code
 * block1.attended} (the sum), {@code block1.norm2}, {@code block1.widened}, {@code block1.gelu}, {@code block1.feed-forward},
 * {@code block1.output} (the sum), and so on in the next ones; {@code norm}, {@code mean}, {@code logits}. Source: Vaswani et
 * al., arXiv 1706.03762; with layer norm before each part as in Xiong et al., arXiv 2002.04745, and gelu, arXiv 1606.08415.
 *
 * @param size channels between the blocks, a multiple of the heads
 * @param heads heads of each attention
 * @param blocks number of blocks
 * @param widening channels within the feed-forward part, as a multiple of the size
 * @param positions sinusoidal or learned
 * @param vocabulary number of entries where samples are class numbers; left out for signals
 */
@Component("transformer")
public record Transformer(
        @Default("64") int size,
        @Default("4") int heads,
        @Default("2") int blocks,
        @Default("4") int widening,
        @Default("sinusoidal") Positions.Kind positions,
        Optional<Integer> vocabulary)
        implements Architecture {
    public Transformer {
        Require.positive("size", size);
        Require.positive("heads", heads);
        Require.positive("blocks", blocks);
        Require.positive("widening", widening);
        Require.that(size % heads == 0, "heads", heads, "a divisor of the size, which is " + size);
        vocabulary.ifPresent(entries -> Require.positive("vocabulary", entries));
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        int each = Multiples.of(size / heads, byWidth);
        return new Transformer(each * heads, heads, Multiples.of(blocks, byDepth), widening, positions, vocabulary);
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blueprint.Builder plan = Blueprint.of(input);
        embed(plan, input);
        plan.then("positions", new Positions(positions));
        for (int i = 1; i <= blocks; i++) {
            attention(plan, "block" + i + ".");
            feedForward(plan, "block" + i + ".");
        }
        plan.then("norm", norm()).then("mean", new GlobalAveragePool());
        return plan.then(Blueprint.LOGITS, new Dense(classes, true)).build();
    }

    private void embed(Blueprint.Builder plan, Shape input) {
        if (input.rank() != (vocabulary.isPresent() ? 1 : 2)) {
            throw new ShapeException(
                    "transformer takes signals [time, channels], or class numbers [time] with 'vocabulary' set; given %s %s"
                            .formatted(
                                    input,
                                    vocabulary
                                            .map(v -> "and a vocabulary of " + v)
                                            .orElse("and no vocabulary")));
        }
        plan.then("embedding", vocabulary.isPresent() ? new Embedding(vocabulary.get(), size) : new Dense(size, true));
    }

    private void attention(Blueprint.Builder plan, String block) {
        String before = plan.last();
        plan.then(block + "norm1", norm()).then(block + "attention", new MultiHeadAttention(heads));
        plan.add(block + "attended", new Add(), before, block + "attention");
    }

    private void feedForward(Blueprint.Builder plan, String block) {
        String before = plan.last();
        plan.then(block + "norm2", norm())
                .then(block + "widened", new Dense(size * widening, true))
                .then(block + "gelu", new Activation(Function.GELU))
                .then(block + "feed-forward", new Dense(size, true));
        plan.add(block + "output", new Add(), before, block + "feed-forward");
    }

    private static LayerNorm norm() {
        return new LayerNorm(1e-5);
    }
}
