package kd4j.teacher.cache;

import java.util.Optional;
import kd4j.component.Component;

/**
 * As fp32 where the files stay within the limit and the disk has room; otherwise the teacher is asked in every step, and the run
 * says so. The trained student has the same bits either way.
 */
@Component("auto")
public record KeepIfSmall() implements Keep {
    @Override
    public Optional<Encoding> encoding(String tap, int values) {
        return Optional.of(new Floats32(values));
    }

    @Override
    public boolean must() {
        return false;
    }
}
