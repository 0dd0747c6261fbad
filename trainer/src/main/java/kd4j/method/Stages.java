package kd4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Require;

/**
 * One objective after the other, such as a first stage that copies the teacher's features and a second one that distils its
 * answers. Each stage says how long it lasts and which layers it trains. The schedule of the learning rate begins anew with each stage and ends with
 * it, unless the stage says {@code restart: false}: a cosine falls once a stage, and epochs of {@code steps} or a warm-up count from the
 * stage's beginning; where a stage
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
        double[] begins = begins(context.epochs());
        for (int i = 0; i < stages.size(); i++) {
            double begin = begins[i];
            double share = begins[i + 1] - begin;
            if (share <= 0 || begins[i + 1] > 1 + StagedSession.TINY) {
                problems.add("method: stages[%d] goes from %.4g to %.4g of the training, which ends at 1"
                        .formatted(i, begin, begins[i + 1]));
            }
            List<String> frozen = frozen(i, context, problems);
            Session.Span ofRate = ofRate(i, begins);
            session(i, context, problems)
                    .ifPresent(s -> running.add(new StagedSession.Running(s, frozen, begin, share, ofRate)));
        }
        if (!problems.isEmpty()) {
            running.forEach(r -> r.session().close());
            throw new MethodException(problems);
        }
        return new StagedSession(running);
    }

    /** Where each stage begins, as a share of the training, and where the last one ends. */
    private double[] begins(int epochs) {
        double[] begins = new double[stages.size() + 1];
        for (int i = 0; i < stages.size(); i++) {
            begins[i + 1] = begins[i] + stages.get(i).of(epochs).orElse(1 - begins[i]);
        }
        return begins;
    }

    /** From the last restart to the next one, or to the end. */
    private Session.Span ofRate(int index, double[] begins) {
        int first = index;
        while (first > 0 && !stages.get(first).restart()) {
            first--;
        }
        int next = index + 1;
        while (next < stages.size() && !stages.get(next).restart()) {
            next++;
        }
        return new Session.Span(begins[first], next < stages.size() ? begins[next] : 1);
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
