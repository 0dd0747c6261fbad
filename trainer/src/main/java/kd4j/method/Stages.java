package kd4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Require;

/**
 * One objective after the other, such as a first stage that copies the teacher's features and a second one that distils its
 * answers. Each stage says how long it lasts and which layers it trains. The learning rate goes on from stage to stage; where a stage
 * trains layers that the one before did not, the optimiser begins anew; the epoch to keep is chosen among all of them, and a stop by patience counts the epochs of all of them.
 *
 * @param stages in order; all but the last one say how long they last
 */
@Component("stages")
public record Stages(List<Stage> stages) implements Method {
    public Stages {
        stages = List.copyOf(stages);
        Require.that(!stages.isEmpty(), "stages", stages, "one or more stages");
        for (Stage stage : stages.subList(0, stages.size() - 1)) {
            Require.that(
                    stage.epochs().isPresent() || stage.share().isPresent(),
                    "stages",
                    "a stage without end",
                    "epochs or share for each stage but the last");
        }
    }

    @Override
    public Session begin(Context context) {
        List<String> problems = new ArrayList<>();
        List<StagedSession.Running> running = new ArrayList<>();
        double from = 0;
        for (int i = 0; i < stages.size(); i++) {
            double begin = from;
            double share = stages.get(i).of(context.epochs()).orElse(1 - from);
            from += share;
            if (share <= 0 || from > 1 + StagedSession.TINY) {
                problems.add("method: stages[%d] goes from %.4g to %.4g of the training, which ends at 1"
                        .formatted(i, begin, from));
            }
            List<String> frozen = frozen(i, context, problems);
            session(i, context, problems)
                    .ifPresent(s -> running.add(new StagedSession.Running(s, frozen, begin, share)));
        }
        if (!problems.isEmpty()) {
            running.forEach(r -> r.session().close());
            throw new MethodException(problems);
        }
        return new StagedSession(running);
    }

    private List<String> frozen(int index, Context context, List<String> problems) {
        List<String> own = new ArrayList<>();
        List<String> frozen = new Freezing(context.student(), own).frozen(stages.get(index));
        own.forEach(problem -> problems.add("method: stages[" + index + "]." + problem));
        return frozen;
    }

    private Optional<Session> session(int index, Context context, List<String> problems) {
        try {
            return Optional.of(Objectives.begin(stages.get(index).objective(), context));
        } catch (MethodException e) {
            e.problems().forEach(p -> problems.add(p.replace("method: ", "method: stages[" + index + "].")));
            return Optional.empty();
        }
    }
}
