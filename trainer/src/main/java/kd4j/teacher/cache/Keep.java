package kd4j.teacher.cache;

import java.util.Optional;
import kd4j.component.Family;

/** In which numbers a teacher's answers are kept, if at all. */
@Family("cache-form")
public sealed interface Keep permits KeepNothing, KeepIfSmall, KeepFloats, KeepHalves, KeepTop {
    /**
     * How a tap's answers are written; empty where they are not kept.
     *
     * @param values numbers of one row's answer
     * @throws CacheException when answers of this tap cannot be written so
     */
    Optional<Encoding> encoding(String tap, int values);

    /** Whether it is an error when they cannot be kept. */
    default boolean must() {
        return true;
    }
}
