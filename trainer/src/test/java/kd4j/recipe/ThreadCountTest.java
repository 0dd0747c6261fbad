package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThreadCountTest {
    @Test
    void small_steps_have_one_thread_and_large_ones_all() {
        // 64 rows, forward and twice as much backward, 64-64-64-10: the steps of a first example
        assertEquals(1, new AutoThreads().of(64 * 3 * (64 * 64 + 64 * 64 + 64 * 10), 8));
        // 128 rows, 784-1200-1200-10
        assertEquals(8, new AutoThreads().of(128L * 3 * (784 * 1200 + 1200 * 1200 + 1200 * 10), 8));
        assertEquals(1, new AutoThreads().of(Long.MAX_VALUE, 1));
    }

    @Test
    void a_number_is_that_number() {
        assertEquals(3, new FixedThreads(3).of(1, 8));
        assertEquals(3, new FixedThreads(3).of(Long.MAX_VALUE, 8));
    }
}
