package kd4j.data;

import java.util.List;
import java.util.Map;
import kd4j.component.ShapeException;

/**
 * A data set that has been read: what all its parts have in common, and the two parts that come with it. Validation rows
 * are cut out of {@code train} later, by {@link Partition}.
 *
 * @param name the data set's name for people
 * @param classes the names of the classes, in the order of their numbers
 * @param train rows to learn from
 * @param test rows that are looked at once, at the end
 * @param digests SHA-256 in hexadecimal of every file that was read, by file name: what a run's record and caches are tied to
 */
public record Data(String name, List<String> classes, Samples train, Samples test, Map<String, String> digests) {
    public Data {
        classes = List.copyOf(classes);
        digests = Map.copyOf(digests);
        if (!train.shape().equals(test.shape())) {
            throw new ShapeException(
                    "%s: training rows are %s, test rows %s".formatted(name, train.shape(), test.shape()));
        }
    }

    public Shape shape() {
        return train.shape();
    }
}
