package kd4j.teacher.cache;

import java.util.Optional;
import kd4j.component.Component;

/** Nothing is kept: the teacher is asked in every step. */
@Component("none")
public record KeepNothing() implements Keep {
    @Override
    public Optional<Encoding> encoding(String tap, int values) {
        return Optional.empty();
    }

    @Override
    public boolean must() {
        return false;
    }
}
