package kd4j.data;

import java.util.Arrays;

/** What is known to be right about some rows: the class of each, or numbers to predict. */
public sealed interface Truth {
    /** What rows are asked about. */
    enum Kind {
        /** Which class a row belongs to. */
        CLASSES,
        /** Numbers. */
        TARGETS
    }

    Kind kind();

    /** How many rows these are. */
    int rows();

    /** That of some of these rows, in this order, one perhaps several times. */
    Truth select(int[] rows);

    /**
     * Classes.
     *
     * @param labels the class of each row, from 0
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; lists of boxes would cost an object a row
    record Classes(int[] labels) implements Truth {
        @Override
        public Kind kind() {
            return Kind.CLASSES;
        }

        @Override
        public int rows() {
            return labels.length;
        }

        @Override
        public Truth select(int[] rows) {
            return new Classes(Arrays.stream(rows).map(r -> labels[r]).toArray());
        }
    }

    /**
     * Numbers to predict.
     *
     * @param values for each row as many as there are targets, finite
     * @param form the units that they are in, and what networks answer about them
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Targets(double[][] values, TargetForm form) implements Truth {
        public Targets {
            for (int row = 0; row < values.length; row++) {
                check(row, values[row], form.targets());
            }
        }

        private static void check(int row, double[] values, int targets) {
            if (values.length != targets || !Arrays.stream(values).allMatch(Double::isFinite)) {
                throw new DataException("row %d has the targets %s; allowed: %d finite numbers"
                        .formatted(row, Arrays.toString(values), targets));
            }
        }

        @Override
        public Kind kind() {
            return Kind.TARGETS;
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public Truth select(int[] rows) {
            return new Targets(Arrays.stream(rows).mapToObj(r -> values[r]).toArray(double[][]::new), form);
        }
    }
}
