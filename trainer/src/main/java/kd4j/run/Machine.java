package kd4j.run;

import java.util.Optional;

/** What is asked of the machine before and after ND4J is loaded; tests answer in its place. */
interface Machine {
    /** Whether a shared library of this name can be found by the system's loader. */
    boolean hasLibrary(String name);

    /** What {@code nvidia-smi} says about name and compute capability of each visible card; empty where it cannot be run. */
    Optional<String> nvidiaSmi();

    /** A variable of the environment; empty where it is not set. */
    Optional<String> variable(String name);

    /** Whether the processor is an x86 one. */
    boolean x86();

    /** Whether the C library is glibc, whose memory allocator the launcher adjusts. */
    boolean glibc();

    /**
     * Loads ND4J, which takes about a second, and answers the simple class name of the backend that it chose.
     *
     * @throws BackendException when there is none that runs
     */
    String load();

    /** What the loaded native library was built with, one item a line. */
    String buildInfo();
}
