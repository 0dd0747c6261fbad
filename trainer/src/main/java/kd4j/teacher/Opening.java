package kd4j.teacher;

import java.nio.file.Path;
import java.util.List;
import kd4j.data.Batches;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.data.TransformChain;

/**
 * What a teacher is opened for.
 *
 * @param place where its files are looked for
 * @param data the rows, as they were read
 * @param fixed what the data section does to all of them
 * @param threads threads that may work on one batch
 */
public record Opening(DataPlace place, Data data, List<Transform> fixed, int threads) {
    public Opening {
        fixed = List.copyOf(fixed);
    }

    Path file(String path) {
        return place.resolve(path);
    }

    /** The shape of a row behind the data's own transforms. */
    Shape samples() {
        return new TransformChain(fixed, data.shape()).output();
    }

    /** The shape that a teacher sees behind transforms of its own. */
    Shape samples(List<Transform> own) {
        return new TransformChain(own, samples()).output();
    }

    /** Some rows of the training part. */
    Batches someRows() {
        int rows = Math.min(8, data.train().size());
        return Batches.evaluation(data.train(), fixed, rows);
    }
}
