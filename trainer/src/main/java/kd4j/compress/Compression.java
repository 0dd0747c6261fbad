package kd4j.compress;

import kd4j.component.Family;

/**
 * One step of a plan that makes a network smaller while it is trained, as settings. What has state lives in the {@link Compressor}.
 */
@Family("compression")
public interface Compression {
    /** When it works. */
    EpochSchedule schedule();

    /**
     * Whether it changes the layers of the network, which is done between epochs; otherwise it changes numbers before steps.
     */
    boolean reshapes();

    /**
     * Begins one training.
     *
     * @throws CompressException with everything that does not fit network and training
     */
    Compressor begin(Setting setting);
}
