package kd4j.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows by the class that they are answered with, the most probable answers first. */
final class AnsweredRows {
    /** Nearer probabilities are one, because another runtime may tell them the other way round. */
    private static final double SAME = 1e-6;

    /**
     * A row.
     *
     * @param probability of the class that it is answered with
     * @param right whether it is of this class
     */
    private record Row(double probability, boolean right) {}

    /** What a threshold must do. */
    interface Wanted {
        /**
         * Whether it does.
         *
         * @param right accepted rows that are of the class
         * @param accepted rows that are answered with the class and accepted
         * @param others rows of other classes
         */
        boolean done(int right, int accepted, int others);
    }

    private final List<List<Row>> answered = new ArrayList<>();
    private final int[] ofClass;
    private final int rows;

    private AnsweredRows(int classes, int rows) {
        this.rows = rows;
        ofClass = new int[classes];
        for (int c = 0; c < classes; c++) {
            answered.add(new ArrayList<>());
        }
    }

    static AnsweredRows of(INDArray logits, int[] labels) {
        AnsweredRows all = new AnsweredRows(Math.toIntExact(logits.size(1)), labels.length);
        double[][] scores = logits.toDoubleMatrix();
        for (int i = 0; i < labels.length; i++) {
            int best = Thresholds.answer(scores[i]);
            all.ofClass[labels[i]]++;
            all.answered.get(best).add(new Row(Thresholds.probability(scores[i], best), labels[i] == best));
        }
        all.answered.forEach(
                some -> some.sort(Comparator.comparingDouble(Row::probability).reversed()));
        return all;
    }

    /** Each class's smallest threshold that does; half-way between two rows, so that none lies on it. */
    Thresholds.Chosen smallest(Wanted wanted) {
        List<Double> values = new ArrayList<>();
        List<Integer> unreached = new ArrayList<>();
        for (int c = 0; c < ofClass.length; c++) {
            double found = smallest(answered.get(c), rows - ofClass[c], wanted);
            values.add(Math.min(1, found));
            if (found > 1) {
                unreached.add(c);
            }
        }
        return new Thresholds.Chosen(values, unreached);
    }

    /** 2 where there is none: from the one that accepts all rows to the one that accepts none. */
    private static double smallest(List<Row> some, int others, Wanted wanted) {
        int right = (int) some.stream().filter(Row::right).count();
        for (int accepted = some.size(); accepted >= 0; accepted--) {
            double lowest = accepted == 0 ? 1 : some.get(accepted - 1).probability();
            double below =
                    accepted == some.size() ? -lowest : some.get(accepted).probability();
            if (lowest - below > SAME && wanted.done(right, accepted, others)) {
                return (lowest + below) / 2;
            }
            right -= accepted > 0 && some.get(accepted - 1).right() ? 1 : 0;
        }
        return 2;
    }
}
