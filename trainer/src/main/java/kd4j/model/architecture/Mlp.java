package kd4j.model.architecture;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;

/**
 * Dense layers with relu between them. Samples of any shape are laid out as vectors first. Layers: {@code flatten} (images
 * only), {@code dropout0}, then {@code dense1}, {@code relu1}, {@code dropout1} and so on, and {@code logits}.
 *
 * @param hidden units of each hidden layer; an empty list gives a linear model
 * @param dropout share of the hidden units' outputs that is dropped in training, from 0 to below 1
 * @param inputDropout share of the inputs that is dropped in training, from 0 to below 1
 */
@Component("mlp")
public record Mlp(List<Integer> hidden, @Default("0.0") double dropout, @Default("0.0") double inputDropout)
        implements Architecture {
    public Mlp {
        hidden = List.copyOf(hidden);
        Require.that(hidden.stream().allMatch(u -> u > 0), "hidden", hidden, "a list of integers >= 1");
        Require.fraction("dropout", dropout);
        Require.fraction("input-dropout", inputDropout);
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        return new Mlp(Multiples.of(Multiples.stretched(hidden, byDepth), byWidth), dropout, inputDropout);
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blueprint.Builder plan = Blueprint.of(input);
        if (input.rank() > 1) {
            plan.then("flatten", new Flatten());
        }
        drop(plan, 0, inputDropout);
        for (int i = 1; i <= hidden.size(); i++) {
            plan.then("dense" + i, new Dense(hidden.get(i - 1), true));
            plan.then("relu" + i, new Activation(Function.RELU));
            drop(plan, i, dropout);
        }
        return plan.then(Blueprint.LOGITS, new Dense(classes, true)).build();
    }

    private static void drop(Blueprint.Builder plan, int number, double rate) {
        if (rate > 0) {
            plan.then("dropout" + number, new Dropout(rate));
        }
    }
}
