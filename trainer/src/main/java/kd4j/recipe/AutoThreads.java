package kd4j.recipe;

import kd4j.component.Component;

/**
 * One thread for small steps, all that are available for large ones: below some size of a step, waking a second thread costs
 * more than its help is worth. It is a rule about the networks and not a stopwatch, because bits depend on the number of
 * threads, and the same recipe has to give the same bits.
 */
@Component("auto")
public record AutoThreads() implements ThreadCount {
    /**
     * Measured by {@code kd4j bench threads} with one and two threads in turn (experiments/results/threads.md): two took 1.09 to
     * 2.4 times as long for the perceptrons up to a work of 223 million, and 0.56 to 0.97 times as long for perceptrons and
     * convolutional networks from 380 million on.
     */
    static final long SMALL = 350_000_000;

    @Override
    public int of(long work, int available) {
        return work < SMALL ? 1 : available;
    }
}
