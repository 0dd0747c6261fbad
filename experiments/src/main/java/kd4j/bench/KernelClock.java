package kd4j.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import kd4j.model.kernel.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Times every call of kernels, whatever calls there are, by name and shapes. */
final class KernelClock {
    private final Map<String, LongAdder> byCall = new ConcurrentHashMap<>();
    private final Map<Thread, LongAdder> byThread = new ConcurrentHashMap<>();
    private final LongAdder own = new LongAdder();

    /** The same kernels, timed. */
    Kernels around(Kernels kernels) {
        InvocationHandler handler = (proxy, method, arguments) -> timed(kernels, method, arguments);
        return (Kernels)
                Proxy.newProxyInstance(Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, handler);
    }

    // An InvocationHandler hands on whatever the method throws.
    private Object timed(Kernels kernels, Method method, Object[] arguments) throws Throwable {
        long begin = System.nanoTime();
        try {
            return method.invoke(kernels, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            long end = System.nanoTime();
            add(label(method, arguments), end - begin);
            own.add(System.nanoTime() - end);
        }
    }

    /** Adds time that was spent in arithmetic of this name. */
    void add(String label, long nanos) {
        byCall.computeIfAbsent(label, l -> new LongAdder()).add(nanos);
        byThread.computeIfAbsent(Thread.currentThread(), t -> new LongAdder()).add(nanos);
    }

    /** {@code convolve 128x32x32x3, 32x3x3x3 > 128x32x32x32}: the method, its first two arrays, its last one. */
    static String label(Method method, Object... arguments) {
        List<String> shapes = new ArrayList<>();
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            if (argument instanceof INDArray array) {
                shapes.add(
                        Arrays.stream(array.shape()).mapToObj(String::valueOf).collect(Collectors.joining("x")));
            }
        }
        if (shapes.size() < 2) {
            return (method.getName() + " " + String.join("", shapes)).strip();
        }
        int last = shapes.size() - 1;
        return method.getName() + " " + String.join(", ", shapes.subList(0, Math.min(2, last))) + " > "
                + shapes.get(last);
    }

    /** Milliseconds in kernels since the last call of this; of the busiest thread, where several compute at a time. */
    double lapMillis() {
        double busiest =
                byThread.values().stream().mapToLong(LongAdder::sum).max().orElse(0) / 1e6;
        byThread.clear();
        return busiest;
    }

    /** Milliseconds that this clock itself has cost since the last call of this. */
    double ownMillis() {
        return own.sumThenReset() / 1e6;
    }

    /** Forgets what was timed. */
    void reset() {
        byCall.clear();
        byThread.clear();
        own.reset();
    }

    /** Milliseconds a step by call. */
    Map<String, Double> perStep(int steps) {
        Map<String, Double> all = new TreeMap<>();
        byCall.forEach((label, nanos) -> all.put(label, nanos.sum() / 1e6 / steps));
        return all;
    }
}
