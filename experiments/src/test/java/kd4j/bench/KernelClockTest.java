package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.model.kernel.Arithmetic;
import kd4j.model.kernel.Kernels;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KernelClockTest {
    private final KernelClock clock = new KernelClock();

    @Test
    void timed_kernels_compute_the_same_and_are_counted_by_shapes() {
        Kernels kernels = clock.around(Arithmetic.fastest(DataType.FLOAT));
        INDArray a = Nd4j.createFromArray(new float[][] {{1, 2}});
        INDArray b = Nd4j.createFromArray(new float[][] {{3, 4}, {5, 6}});
        INDArray output = Nd4j.create(DataType.FLOAT, 1, 2);
        kernels.multiply(a, false, b, false, output);
        assertEquals(Nd4j.createFromArray(new float[][] {{13, 16}}), output);
        assertEquals(Set.of("multiply 1x2, 2x2 > 1x2"), clock.perStep(1).keySet());
        assertTrue(clock.lapMillis() > 0);
        assertEquals(0, clock.lapMillis());
        assertTrue(clock.ownMillis() > 0);
    }

    @Test
    void an_exception_of_a_kernel_arrives_as_it_was_thrown() {
        Kernels broken = (Kernels) java.lang.reflect.Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
                    throw new BenchException("broken");
                });
        Kernels timed = clock.around(broken);
        assertEquals(
                "broken",
                assertThrows(BenchException.class, () -> timed.channelSums(null, null))
                        .getMessage());
    }

    @Test
    void times_add_up_by_hand() throws InterruptedException {
        clock.add("update", 3_000_000);
        clock.add("update", 1_000_000);
        Thread other = new Thread(() -> clock.add("other", 9_000_000));
        other.start();
        other.join();
        assertEquals(Map.of("update", 2.0, "other", 4.5), clock.perStep(2));
        // 4 ms here, 9 ms there: the step waited for the longer.
        assertEquals(9, clock.lapMillis());
        clock.reset();
        assertEquals(Map.of(), clock.perStep(1));
    }

    @Test
    void the_table_by_hand() {
        Measurement measured = new Measurement(
                "KD4J",
                "",
                "cnn",
                1,
                1,
                List.of(),
                0,
                List.of(10.0, 10.0),
                1,
                0,
                0,
                Map.of("convolve 1x2 > 3", 4.0, "convolve 1x3 > 3", 2.0, "update", 1.0),
                List.of(7.0, 7.0));
        List<String> lines = LayerTable.of(measured).lines().toList();
        assertEquals("cnn, 1 thread, step 10.0 [10.0-10.0] ms (mean 10.0)", lines.get(0));
        assertEquals(List.of("convolve", "6.000", "ms", "60.0", "%"), words(lines.get(1)));
        assertEquals(List.of("1x2", ">", "3", "4.000", "ms", "40.0", "%"), words(lines.get(2)));
        assertEquals(List.of("update", "1.000", "ms", "10.0", "%"), words(lines.get(4)));
        assertTrue(lines.get(5).matches("sum of raw primitives .* 7\\.000 ms +70\\.0 %"), lines.get(5));
        assertTrue(lines.get(6).matches("framework .* 3\\.000 ms +30\\.0 %"), lines.get(6));
        assertEquals("framework share, median over steps: 30.0 %", lines.get(7));
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s+"));
    }
}
