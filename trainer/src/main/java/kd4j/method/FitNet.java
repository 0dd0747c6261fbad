package kd4j.method;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * FitNets: first the lower layers of the student, up to the guided one, learn to give what a layer of the teacher gives, then the
 * whole student is distilled; each of the two stages has the schedule of the learning rate to itself, its epochs counted from the
 * stage's beginning. Helps where the student is much deeper and thinner than the teacher. With {@code joint}, there is
 * one stage and the hint is one more term of the objective, as later comparisons use it. Source: Romero et al., arXiv 1412.6550,
 * section 2 and algorithm 1.
 *
 * @param hint the layers, the adapter between them and the loss that compares them
 * @param share share of the training that the first stage lasts, above 0 and below 1
 * @param joint whether there is no first stage; {@code share} has no meaning then
 * @param objective the losses of the second stage and their weights
 */
@Component("fitnet")
public record FitNet(
        WeightedLoss hint, @Default("0.3") double share, @Default("false") boolean joint, List<WeightedLoss> objective)
        implements Method {
    public FitNet {
        objective = List.copyOf(objective);
        Objectives.check(objective);
        Require.that(share > 0 && share < 1, "share", share, "a number above 0 and below 1");
        Require.that(
                hint.at().isPresent() && (joint || hint.at().get().student().size() == 1),
                "hint",
                "a hint without a layer",
                "a loss with 'at', which names one layer of the student");
    }

    @Override
    public Session begin(Context context) {
        if (joint) {
            return Objectives.begin(
                    Stream.concat(objective.stream(), Stream.of(hint)).toList(), context);
        }
        Optional<String> guided = Optional.of(hint.at().orElseThrow().student().get(0));
        Stage first = new Stage(Optional.empty(), Optional.of(share), List.of(hint), List.of(), List.of(), guided);
        return new Stages(List.of(first, new Stage(objective))).begin(context);
    }
}
