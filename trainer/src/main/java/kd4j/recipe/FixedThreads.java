package kd4j.recipe;

import kd4j.component.Component;
import kd4j.component.Require;

/**
 * So many threads for every training. A number by itself, as in {@code threads: 2}, means this.
 *
 * @param count threads, at most {@code OMP_NUM_THREADS} of the environment
 */
@Component("fixed")
public record FixedThreads(int count) implements ThreadCount {
    public FixedThreads {
        Require.positive("count", count);
    }

    @Override
    public int of(long work, int available) {
        return count;
    }
}
