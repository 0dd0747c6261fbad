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
     * Measured with one and two threads on 15 networks, in turn: two took 0.94 to 2.6 times as long for steps of up to 60
     * million multiply-adds and 0.78 to 0.95 times as long for those of 103 million and more.
     */
    static final long SMALL = 100_000_000;

    @Override
    public int of(long multiplyAdds, int available) {
        return multiplyAdds < SMALL ? 1 : available;
    }
}
