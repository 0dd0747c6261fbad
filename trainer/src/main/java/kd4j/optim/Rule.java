package kd4j.optim;

/**
 * What is done to each number of some vectors of one length, written twice: once for 32 and once for 64 bits. Plain loops over
 * heap arrays, because these are what the JIT compiler turns into vector instructions.
 */
interface Rule {
    /**
     * Works on the first numbers of each row. The first row is only read; what is left in the others is written back.
     *
     * @param n how many numbers
     * @param decay weight decay of these numbers, 0 where there is none
     */
    void apply(float[][] rows, int n, double decay);

    /** As for floats. */
    void apply(double[][] rows, int n, double decay);
}
