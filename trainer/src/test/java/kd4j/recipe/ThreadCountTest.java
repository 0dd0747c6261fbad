package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThreadCountTest {
    @Test
    void small_steps_have_one_thread_and_large_ones_all() {
        // 128 rows, forward and twice as much backward: 784-400-400-10 and 784-600-600-10, of whose steps two threads
        // make the
        // first slower and the second faster
        assertEquals(1, new AutoThreads().of(384L * (784 * 400 + 400 * 400 + 400 * 10 + 64 * (4 * 400 + 10)), 8));
        assertEquals(8, new AutoThreads().of(384L * (784 * 600 + 600 * 600 + 600 * 10 + 64 * (4 * 600 + 10)), 8));
        assertEquals(1, new AutoThreads().of(Long.MAX_VALUE, 1));
    }

    @Test
    void a_number_is_that_number() {
        assertEquals(3, new FixedThreads(3).of(1, 8));
        assertEquals(3, new FixedThreads(3).of(Long.MAX_VALUE, 8));
    }
}
