package kd4j.teacher.cache;

import java.util.Optional;
import kd4j.component.Component;

/**
 * 16-bit floats (IEEE 754 binary16), half the size: approximate, with 11 significant bits. The student is given the rounded
 * answers from the first time on, so that all runs of a recipe agree.
 */
@Component("fp16")
public record KeepHalves() implements Keep {
    @Override
    public Optional<Encoding> encoding(String tap, int values) {
        return Optional.of(new Floats16(values));
    }
}
