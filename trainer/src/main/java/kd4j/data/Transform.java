package kd4j.data;

import kd4j.component.Family;

/**
 * A change of one sample. What it does is a pure function of the sample and of a view number, so the same view is the same
 * picture in every epoch, run and process: caches of teacher answers stay exact under augmentation because of this.
 */
@Family("transform")
public interface Transform {
    /** The number of views is not finite. */
    long UNLIMITED = -1;

    /**
     * The shape that comes out.
     *
     * @throws kd4j.component.ShapeException when samples of this shape cannot be transformed
     */
    default Shape output(Shape input) {
        return input;
    }

    /** How many distinct views there are: 1 for a fixed change, {@link #UNLIMITED} for a continuous one. */
    long views(Shape input);

    /**
     * Which version of its arithmetic this is: a higher one whenever the same settings and view number give other values than
     * before, so that answers that were kept for the old values are never taken for the new.
     */
    default int version() {
        return 1;
    }

    /**
     * Writes one view of a sample.
     *
     * @param shape shape of the sample that comes in
     * @param in its values, not changed
     * @param out room for the values of {@link #output}, overwritten
     * @param view from 0 to below {@link #views}; any number where these are unlimited
     */
    void apply(Shape shape, float[] in, float[] out, long view);
}
