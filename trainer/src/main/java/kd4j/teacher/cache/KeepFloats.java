package kd4j.teacher.cache;

import java.util.Optional;
import kd4j.component.Component;

/** The teacher's own 32-bit floats: exact. The trained student has the same bits as without a cache. */
@Component("fp32")
public record KeepFloats() implements Keep {
    @Override
    public Optional<Encoding> encoding(String tap, int values) {
        return Optional.of(new Floats32(values));
    }
}
