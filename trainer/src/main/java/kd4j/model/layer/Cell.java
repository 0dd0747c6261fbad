package kd4j.model.layer;

/** The arithmetic of a recurrent layer at one time. */
interface Cell {
    /** Looks at the working memory of a pass. */
    void begin(Tape tape);

    /** Writes {@code tape.state(t + 1)} from {@code tape.state(t)} and the input's part of the gates' sums at this time. */
    void forward(Tape tape, int t);

    /**
     * Goes from the gradient of the state after this time, {@link Tape#carry}, to that of the state before it, left in the same
     * place, and keeps the gradients of the sums with the tape.
     */
    void backward(Tape tape, int t);
}
