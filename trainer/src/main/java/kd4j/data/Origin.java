package kd4j.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a batch's rows come from: all that a row's values are a function of, together with its id and its view number. Answers
 * that are kept belong to it.
 *
 * @param rows the part of a data set that ids count in; compared by identity
 * @param transforms all that is done to a row, in order
 * @param views which views of a row there are
 */
public record Origin(Samples rows, List<Transform> transforms, Views views) {
    public Origin {
        transforms = List.copyOf(transforms);
    }

    static Origin of(Samples samples, TransformChain fixed, Views views) {
        List<Transform> all = Stream.concat(fixed.transforms().stream(), views.chain().transforms().stream())
                .toList();
        return new Origin(samples.root(), all, views);
    }

    /**
     * The transforms, the version of each, and the numbering of views as text that differs where any of them does; empty where a
     * transform is no record, which alone says what it does.
     */
    public Optional<String> signature() {
        if (!transforms.stream().allMatch(Record.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of("%s of %s, numbering %d"
                .formatted(
                        views,
                        transforms.stream()
                                .map(t -> t.getClass().getName() + " version " + t.version() + " " + t)
                                .toList(),
                        TransformChain.NUMBERING));
    }

    /** Whether ids and views mean the same here and there. */
    public boolean same(Origin other) {
        return rows == other.rows
                && transforms.equals(other.transforms)
                && views.toString().equals(other.views.toString());
    }
}
