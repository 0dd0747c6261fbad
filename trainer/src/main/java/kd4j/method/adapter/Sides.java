package kd4j.method.adapter;

import java.util.Optional;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.Upsample;

/** Brings images to the height and width of others. */
final class Sides {
    private static final int IMAGE = 3;

    private Sides() {}

    /** Refuses what are no images. */
    static void checkImages(String adapter, Shape student, Shape teacher) {
        if (student.rank() != IMAGE || teacher.rank() != IMAGE) {
            throw new ShapeException("%s takes images [height, width, channels] on both sides; take linear for vectors"
                    .formatted(adapter));
        }
    }

    /** Adds a layer that makes the images larger or smaller, where they are not of that size already. */
    static void resize(Blueprint.Builder plan, String name, Shape from, Shape to) {
        if (from.size(0) != to.size(0) || from.size(1) != to.size(1)) {
            plan.then(name, layer(from, to));
        }
    }

    /** Repeats pixels or takes their mean. */
    static Layer layer(Shape from, Shape to) {
        int up = factor(to, from);
        int down = factor(from, to);
        if (up == 0 && down == 0) {
            throw new ShapeException(
                    "images of %d x %d pixels become %d x %d only by a whole factor, the same for height and width"
                            .formatted(from.size(0), from.size(1), to.size(0), to.size(1)));
        }
        return up > 0 ? new Upsample(up) : new AveragePool(down, Optional.empty());
    }

    /** The whole factor by which the first images are larger than the others; 1 where they are not. */
    static int reduction(Shape from, Shape to) {
        return Math.max(1, factor(from, to));
    }

    /** How many times as large one is as the other; 0 where that is no whole number. */
    private static int factor(Shape large, Shape small) {
        int factor = large.size(0) / small.size(0);
        return factor * small.size(0) == large.size(0) && factor * small.size(1) == large.size(1) ? factor : 0;
    }
}
