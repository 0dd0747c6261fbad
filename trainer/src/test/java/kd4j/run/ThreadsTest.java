package kd4j.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.engine.RunException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.Nd4jBlas;

class ThreadsTest {
    @Test
    void a_number_holds_for_operations_and_for_matrix_products_and_only_during_the_work() {
        int before = Threads.inOps();
        int other = before == 1 ? 2 : 1;
        assertEquals("done", Threads.during(other, () -> {
            assertEquals(other, Threads.inOps());
            assertEquals(other, ((Nd4jBlas) Nd4j.factory().blas()).getMaxThreads());
            return "done";
        }));
        assertEquals(before, Threads.inOps());
        assertEquals(before, ((Nd4jBlas) Nd4j.factory().blas()).getMaxThreads());
    }

    @Test
    void work_that_fails_leaves_the_number_as_it_was() {
        int before = Threads.inOps();
        RunException failure = new RunException("no");
        assertEquals(
                failure,
                assertThrows(
                        RunException.class,
                        () -> Threads.during(before + 1, () -> {
                            throw failure;
                        })));
        assertEquals(before, Threads.inOps());
    }

    @Test
    void more_than_the_process_began_with_is_refused() {
        int available = Threads.available();
        assertDoesNotThrow(() -> Threads.require(available, "here"));
        RunException e = assertThrows(RunException.class, () -> Threads.require(available + 1, "here"));
        assertEquals(
                "here: wants %d threads, this process can use %d: the bits would differ. Set OMP_NUM_THREADS=%d and start again."
                        .formatted(available + 1, available, available + 1),
                e.getMessage());
    }
}
