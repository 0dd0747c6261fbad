package kd4j.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.loss.Part;
import kd4j.loss.Term;

/** Notices terms of an objective that pull at nothing although they count. */
public final class Idle {
    /** Steps in a row without any effect, after which it is said. */
    public static final int STEPS = 100;

    /** A share of all pulls below this is lost in the rounding of 32-bit floats. */
    private static final double NOTHING = 1e-7;

    private final Map<String, Integer> idle = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** What is to be said behind a step, once for each term. */
    List<String> see(Term term, Map<String, Double> pulls) {
        double all = pulls.values().stream().mapToDouble(pull -> pull).sum();
        List<String> news = new ArrayList<>();
        for (Part part : term.parts()) {
            double pull = pulls.getOrDefault(part.name(), Double.NaN);
            // A term that only trains something else, such as a paraphraser alone, has no pull to compare with.
            boolean nothing = part.weight() > 0 && all > 0 && hasNoEffect(pull / all);
            int steps = nothing ? idle.merge(part.name(), 1, Integer::sum) : 0;
            if (!nothing) {
                idle.remove(part.name());
            }
            if (steps == STEPS && told.add(part.name())) {
                news.add(sentence(part.name()));
            }
        }
        return news;
    }

    /** Whether so small a share in all pulls moves nothing. */
    public static boolean hasNoEffect(double share) {
        return share <= NOTHING;
    }

    /** What is said of such a term. */
    public static String sentence(String term) {
        return "term '%s' has had no effect for %d steps: its gradients at the student are less than a ten-millionth of all. Raise its weight, or look whether its layers still differ from the teacher's."
                .formatted(term, STEPS);
    }
}
