package kd4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class PrefetcherTest {
    /** Who has read rows, and how many. */
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();

    private final AtomicInteger reads = new AtomicInteger();

    /** Called before a row is read. */
    private interface Before {
        void row(int row);
    }

    /** Seven rows whose only value is their number. */
    private Samples rows(Before before) {
        return new Samples() {
            @Override
            public int size() {
                return 7;
            }

            @Override
            public Shape shape() {
                return Shape.of(1);
            }

            @Override
            public void read(int row, float[] into, int at) {
                readers.add(Thread.currentThread());
                reads.incrementAndGet();
                before.row(row);
                into[at] = row;
            }

            @Override
            public Truth.Kind kind() {
                return Truth.Kind.CLASSES;
            }

            @Override
            public Truth truth(int[] rows) {
                return new Truth.Classes(rows.clone());
            }

            @Override
            public int label(int row) {
                return row;
            }

            @Override
            public int id(int row) {
                return row;
            }
        };
    }

    private static Batches pass(Samples rows, int epoch) {
        return Batches.training(rows, List.of(), List.of(), 3, 5, epoch);
    }

    @AfterEach
    void no_thread_is_left() throws InterruptedException {
        assertFalse(readers.isEmpty());
        for (Thread thread : readers) {
            assertNotEquals(Thread.currentThread(), thread);
            thread.join(60_000);
            assertFalse(thread.isAlive());
        }
    }

    @Test
    void batches_of_all_passes_come_in_order() {
        Samples rows = rows(row -> {});
        try (Prefetcher ahead = new Prefetcher(epoch -> pass(rows, epoch), 1, 4)) {
            for (int epoch = 1; epoch < 4; epoch++) {
                int[] order = Order.of(5, epoch, 7);
                for (int step = 0; step < 3; step++) {
                    Batch batch = ahead.next();
                    assertEquals(step == 2 ? 1 : 3, batch.rows());
                    for (int i = 0; i < batch.rows(); i++) {
                        assertEquals(order[3 * step + i], batch.ids()[i]);
                        assertEquals(order[3 * step + i], batch.features().getFloat(i, 0));
                    }
                }
            }
            assertThrows(NoSuchElementException.class, ahead::next);
        }
        assertEquals(1, readers.size());
    }

    @Test
    void a_batch_is_valid_until_the_next_one_is_asked_for() {
        Samples rows = rows(row -> {});
        List<INDArray> used = new ArrayList<>();
        try (Prefetcher ahead = Prefetcher.of(Batches.evaluation(rows, List.of(), 3))) {
            Batch first = ahead.next();
            used.add(first.features());
            assertArrayEquals(new float[] {0, 1, 2}, first.features().data().asFloat());
            used.add(ahead.next().features());
            assertTrue(used.get(0).wasClosed());
            assertFalse(used.get(1).wasClosed());
        }
        assertTrue(used.get(1).wasClosed());
    }

    @Test
    void no_more_than_three_batches_wait() {
        Samples rows = rows(row -> {});
        try (Prefetcher ahead = new Prefetcher(epoch -> pass(rows, epoch), 0, 100)) {
            ahead.next();
        }
        // 3, 3, 1 rows of the first pass and 3 of the second: the batch in use and three behind it
        assertTrue(reads.get() >= 3 && reads.get() <= 10, reads + " rows were read");
    }

    @Test
    void what_goes_wrong_is_thrown_where_the_batch_is_asked_for() {
        DataException failure = new DataException("rows.csv:5: not a number");
        Samples rows = rows(row -> {
            if (row == 4) {
                throw failure;
            }
        });
        try (Prefetcher ahead = Prefetcher.of(Batches.evaluation(rows, List.of(), 3))) {
            assertEquals(3, ahead.next().rows());
            assertSame(failure, assertThrows(DataException.class, ahead::next));
        }
    }

    @Test
    void errors_are_thrown_as_they_are() {
        OutOfMemoryError failure = new OutOfMemoryError("for a test");
        Samples rows = rows(row -> {
            throw failure;
        });
        try (Prefetcher ahead = Prefetcher.of(Batches.evaluation(rows, List.of(), 3))) {
            assertSame(failure, assertThrows(OutOfMemoryError.class, ahead::next));
        }
    }

    @Test
    void an_interrupt_ends_the_waiting_and_is_not_lost() {
        CountDownLatch never = new CountDownLatch(1);
        Samples rows = rows(row -> await(never));
        Prefetcher ahead = Prefetcher.of(Batches.evaluation(rows, List.of(), 3));
        Thread.currentThread().interrupt();
        DataException e = assertThrows(DataException.class, ahead::next);
        assertTrue(e.getMessage().startsWith("interrupted while"), e.getMessage());
        never.countDown();
        ahead.close();
        assertTrue(Thread.interrupted(), "the caller can still see it");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("the background thread must not be interrupted", e);
        }
    }
}
