package kd4j.export;

import java.util.List;
import java.util.Optional;

/**
 * What somebody who gets only the exported file must know to use it.
 *
 * @param classes the names of the classes, in the order of the logits
 * @param preprocessing what is done to a raw value before the network sees it, as a sentence or as the recipe's transforms
 * @param bundle what only an edge bundle holds
 */
public record Card(List<String> classes, Optional<String> preprocessing, Optional<BundleParts> bundle) {
    public Card {
        classes = List.copyOf(classes);
    }

    /** A card for files that are no bundles. */
    public Card(List<String> classes, Optional<String> preprocessing) {
        this(classes, preprocessing, Optional.empty());
    }

    /** A card without preprocessing. */
    public static Card of(List<String> classes) {
        return new Card(classes, Optional.empty());
    }
}
