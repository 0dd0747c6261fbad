package kd4j.data;

/**
 * Rows of which the right answers are known that never change: one part (train, validation, test) of a data set, or a view of it. Implementations
 * are safe for use by several threads.
 */
public interface Samples {
    /** Number of rows. */
    int size();

    /** Shape of a row. */
    Shape shape();

    /** Copies a row's values, channels last, into {@code into} from position {@code at}. */
    void read(int row, float[] into, int at);

    /** What these rows are asked about. */
    Truth.Kind kind();

    /** What is known to be right about some rows, in the order given. */
    Truth truth(int[] rows);

    /**
     * The class of a row, from 0.
     *
     * @throws DataException where rows have targets
     */
    int label(int row);

    /**
     * The number by which a row is known however the rows are cut or ordered: its position in the part of the data set that
     * it was read from. Order, augmentation and caches are functions of it.
     */
    int id(int row);

    /** The part of a data set that {@link #id} counts in: these rows themselves, or those that they were selected from. */
    default Samples root() {
        return this;
    }

    /** A view of some of these rows, in the order given. */
    default Samples select(int[] rows) {
        return new SelectedSamples(this, rows.clone());
    }
}
