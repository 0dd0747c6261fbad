package kd4j.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.engine.Idle;
import kd4j.loss.Part;

/**
 * What a training's log warns of, each once, in the epoch in which it shows. Terms without effect are found in the log's own lines, so
 * that a training that goes on says the same in the same epoch as one that was never stopped.
 */
final class EpochAlarms {
    private final Set<String> told = new HashSet<>();
    private final List<String> heard = new ArrayList<>();
    private final Map<String, Long> idle = new HashMap<>();
    private long steps;

    /** Something that the training said before its first step. */
    void hear(String text) {
        heard.add(text);
    }

    /** A line that is there already. */
    void seen(MetricsLog.Line line) {
        of(line.step(), line.terms(), line.pulls());
        if (line.alarms() != null) {
            told.addAll(line.alarms());
        }
    }

    /**
     * What is new with an epoch.
     *
     * @param step steps of the training so far
     * @param terms of the objective, with their weights
     * @param pulls share of each term in the norms of the gradients
     */
    List<String> of(long step, List<Part> terms, Map<String, Double> pulls) {
        List<String> news = new ArrayList<>(heard);
        heard.clear();
        for (Part term : terms) {
            double pull = pulls.getOrDefault(term.name(), Double.NaN);
            if (term.weight() > 0 && Idle.hasNoEffect(pull)) {
                long without = idle.merge(term.name(), step - steps, Long::sum);
                if (without >= Idle.STEPS) {
                    news.add(Idle.sentence(term.name()));
                }
            } else {
                idle.remove(term.name());
            }
        }
        steps = step;
        news.removeIf(text -> !told.add(text));
        return news;
    }
}
