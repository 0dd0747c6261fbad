package kd4j.bench;

import java.util.List;

/** Who takes part in a comparison: a framework in one form. */
public interface Contender {
    /** Whose column a figure stands in. */
    enum Side {
        /** KD4J as it is. */
        OURS,
        /** KD4J with its kernels timed; only its framework share counts. */
        OURS_TIMED,
        /** PyTorch in any form; the fastest counts. */
        PYTORCH,
        /** DJL. */
        DJL
    }

    /** Whose figures these are. */
    Side side();

    /** Its name in tables, different from all others. */
    String name();

    /** Whether it has a form of this model. */
    boolean fits(BenchModel model);

    /**
     * Makes steps in a new process.
     *
     * @throws BenchException when the process fails
     */
    Measurement measure(BenchModel model, int threads);

    /** Those of them that can train this model. */
    static List<Contender> fitting(List<Contender> all, BenchModel model) {
        return all.stream().filter(c -> c.fits(model)).toList();
    }
}
