package kd4j.teacher;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import kd4j.component.Default;
import kd4j.component.Names;
import kd4j.component.Require;
import kd4j.component.Section;
import kd4j.component.ShapeException;

/**
 * What a teacher's answers are, and which of them are the data's classes.
 *
 * @param gives whether they are logits or, after a softmax, probabilities; of the latter the logarithm is taken, of at least 1e-12
 * @param names the teacher's class names in the order of its outputs, to be compared with the data's; not needed where its file
 *     says them
 * @param select numbers of its outputs, from 0, one for each class of the data in their order; the others are left out
 * @param map for each of its outputs the number of the data's class that it belongs to, or -1 to leave it out; several outputs of
 *     one class are put together by adding their probabilities (log-sum-exp of the logits)
 */
@Section
public record Answers(
        @Default("logits") Gives gives,
        @Default("[]") List<String> names,
        @Default("[]") List<Integer> select,
        @Default("[]") List<Integer> map) {
    /** As they come from a teacher that was made for this data. */
    public static final Answers PLAIN = new Answers(Gives.LOGITS, List.of(), List.of(), List.of());

    private static final double SMALLEST = 1e-12;

    /** What class scores are. */
    public enum Gives {
        /** Scores before any softmax. */
        LOGITS,
        /** Shares that add up to 1. */
        PROBABILITIES
    }

    public Answers {
        names = List.copyOf(names);
        select = List.copyOf(select);
        map = List.copyOf(map);
        Require.that(new HashSet<>(names).size() == names.size(), "names", names, "each name once");
        Require.that(select.stream().allMatch(s -> s >= 0), "select", select, "numbers of outputs from 0");
        Require.that(new HashSet<>(select).size() == select.size(), "select", select, "each output once");
        Require.that(map.stream().allMatch(m -> m >= -1), "map", map, "numbers of classes from 0, or -1");
        Require.that(map.isEmpty() || select.isEmpty(), "map", map, "no map where select is given");
        for (int c = 0; c < classesOf(map); c++) {
            Require.that(map.contains(c), "map", map, "every class up to the highest; %d is missing".formatted(c));
        }
    }

    private static int classesOf(List<Integer> map) {
        return map.stream().mapToInt(m -> m + 1).max().orElse(0);
    }

    /** How many classes come out where the teacher tells that many apart. */
    int classes(int teacher) {
        return !select.isEmpty() ? select.size() : map.isEmpty() ? teacher : classesOf(map);
    }

    /** Refuses keys that do not fit the teacher, and classes that are not the data's in their order. */
    void mustFit(int teacher, List<String> known, List<String> data) {
        int highest = select.stream().mapToInt(s -> s).max().orElse(0);
        if (!select.isEmpty() && highest >= teacher) {
            throw new ShapeException("answers.select names output %d, but the teacher has %d: 0 to %d"
                    .formatted(highest, teacher, teacher - 1));
        }
        if (!map.isEmpty() && map.size() != teacher) {
            throw new ShapeException("answers.map has %d numbers, but the teacher has %d outputs; give one for each"
                    .formatted(map.size(), teacher));
        }
        if (!names.isEmpty() && names.size() != teacher) {
            throw new ShapeException(
                    "answers.names has %d names, but the teacher tells %d classes apart; give one for each"
                            .formatted(names.size(), teacher));
        }
        if (select.isEmpty() && map.isEmpty()) {
            mustBe(data, names.isEmpty() ? known : names);
        }
    }

    private static void mustBe(List<String> data, List<String> own) {
        if (own.isEmpty() || own.equals(data)) {
            return;
        }
        if (own.containsAll(data)) {
            throw new ShapeException(
                    "the teacher's classes are %s, the data's are %s%s. Choose its outputs with answers: {select: %s}"
                            .formatted(
                                    own,
                                    data,
                                    own.size() == data.size() ? ", in another order" : "",
                                    data.stream().map(own::indexOf).toList()));
        }
        String missing = data.stream().filter(c -> !own.contains(c)).findFirst().orElseThrow();
        throw new ShapeException(
                "the teacher's classes are %s, the data's are %s; the teacher has none called '%s'.%s Say which of its outputs they are with answers: {select: [...]} or {map: [...]}, or what they are called with {names: [...]}"
                        .formatted(own, data, missing, Names.suggestion(missing, own)));
    }

    /** Refuses scores that are not what {@link #gives} says. */
    void mustGive(double[][] scores) {
        boolean shares = Arrays.stream(scores).allMatch(Answers::areShares);
        if (gives == Gives.LOGITS && shares) {
            throw new ShapeException(
                    "the teacher's answers are 0 or more and add up to 1 in every row, so they are probabilities. Say so with answers: {gives: probabilities}, or choose the output before its softmax");
        }
        if (gives == Gives.PROBABILITIES && !shares) {
            double[] row =
                    Arrays.stream(scores).filter(r -> !areShares(r)).findFirst().orElseThrow();
            throw new ShapeException(
                    "the teacher's answers are no probabilities: %s adds up to %.6g. Say so with answers: {gives: logits}"
                            .formatted(Arrays.toString(row), Arrays.stream(row).sum()));
        }
    }

    private static boolean areShares(double[] row) {
        return Arrays.stream(row).allMatch(v -> v >= 0)
                && Math.abs(Arrays.stream(row).sum() - 1) < 1e-3;
    }

    /** Whether {@link #logits} changes nothing. */
    boolean plain() {
        return gives == Gives.LOGITS && select.isEmpty() && map.isEmpty();
    }

    /** Logits of the data's classes out of one row of the teacher's answers. */
    double[] logits(double[] row) {
        double[] scores = gives == Gives.LOGITS
                ? row
                : Arrays.stream(row).map(p -> Math.log(Math.max(p, SMALLEST))).toArray();
        if (!select.isEmpty()) {
            return select.stream().mapToDouble(s -> scores[s]).toArray();
        }
        return map.isEmpty()
                ? scores
                : IntStream.range(0, classesOf(map))
                        .mapToDouble(c -> together(scores, c))
                        .toArray();
    }

    private double together(double[] scores, int of) {
        double[] own = IntStream.range(0, scores.length)
                .filter(i -> map.get(i) == of)
                .mapToDouble(i -> scores[i])
                .toArray();
        return LogSumExp.of(own);
    }
}
