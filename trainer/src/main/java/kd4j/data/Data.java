package kd4j.data;

import java.util.List;
import java.util.Map;
import kd4j.component.ShapeException;

/**
 * A data set that has been read: what all its parts have in common, and the two parts that come with it. Validation rows
 * are cut out of {@code train} later, by {@link Partition}.
 *
 * @param name the data set's name for people
 * @param outputs the names of what networks answer: the classes in the order of their numbers, or the targets
 * @param train rows to learn from
 * @param test rows that are looked at once, at the end
 * @param digests SHA-256 in hexadecimal of every file that was read, by file name: what a run's record and caches are tied to
 */
public record Data(String name, List<String> outputs, Samples train, Samples test, Map<String, String> digests) {
    public Data {
        outputs = List.copyOf(outputs);
        digests = Map.copyOf(digests);
        if (!train.shape().equals(test.shape())) {
            throw new ShapeException(
                    "%s: training rows are %s, test rows %s".formatted(name, train.shape(), test.shape()));
        }
        if (train.kind() != test.kind()) {
            throw new DataException(
                    "%s: training rows have %s, test rows %s".formatted(name, train.kind(), test.kind()));
        }
    }

    /** What the rows are asked about. */
    public Truth.Kind kind() {
        return train.kind();
    }

    /**
     * The names of the classes, in the order of their numbers.
     *
     * @throws DataException where rows have targets
     */
    public List<String> classes() {
        if (kind() != Truth.Kind.CLASSES) {
            throw new DataException("%s: has the targets %s and no classes".formatted(name, outputs));
        }
        return outputs;
    }

    /** The same rows with targets in this form. */
    public Data in(TargetForm form) {
        return new Data(
                name, form.outputs(outputs), new FormedSamples(train, form), new FormedSamples(test, form), digests);
    }

    public Shape shape() {
        return train.shape();
    }
}
