package kd4j.recipe;

import kd4j.component.Family;

/** How many threads share the work inside the operations of a training step. */
@Family(value = "thread-count", scalar = "fixed")
public sealed interface ThreadCount permits AutoThreads, FixedThreads {
    /**
     * The number of threads of a training, the same in every process that has the same number available.
     *
     * @param work of one training step, forward and backward, in multiply-adds (see {@link kd4j.model.Blueprint#work})
     * @param available what the process may use: {@code OMP_NUM_THREADS} of its environment
     */
    int of(long work, int available);
}
