package kd4j.export;

import java.util.List;
import java.util.Optional;

/**
 * What somebody who gets only the exported file must know to use it.
 *
 * @param classes the names of the classes, in the order of the logits
 * @param preprocessing what is done to a raw value before the network sees it, as a sentence or as the recipe's transforms
 */
public record Card(List<String> classes, Optional<String> preprocessing) {
    public Card {
        classes = List.copyOf(classes);
    }

    /** A card without preprocessing. */
    public static Card of(List<String> classes) {
        return new Card(classes, Optional.empty());
    }
}
