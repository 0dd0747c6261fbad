package kd4j.teacher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.model.Network;

/**
 * A teacher that stands before another one and is like it but for its answers. What a teacher can be asked is handed on here and
 * nowhere else, so that no question is answered by a default instead of by the teacher behind. Closing it closes that one.
 */
public interface TeacherAround extends Teacher {
    /** The teacher behind. */
    Teacher asked();

    /** The same around another teacher, which answers for the test part; only asked where that is not {@link #asked} itself. */
    Teacher around(Teacher other);

    @Override
    default Shape input() {
        return asked().input();
    }

    @Override
    default int classes() {
        return asked().classes();
    }

    @Override
    default List<String> classNames() {
        return asked().classNames();
    }

    @Override
    default Set<String> taps() {
        return asked().taps();
    }

    @Override
    default Map<String, Shape> shapes() {
        return asked().shapes();
    }

    @Override
    default long parameters() {
        return asked().parameters();
    }

    @Override
    default Optional<Network> network() {
        return asked().network();
    }

    @Override
    default boolean knows(Samples rows) {
        return asked().knows(rows);
    }

    @Override
    default Optional<Teacher> onTest() {
        return asked().onTest().map(t -> t == asked() ? this : around(t));
    }

    @Override
    default void close() {
        asked().close();
    }
}
