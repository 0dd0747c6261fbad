package kd4j.model.executor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kd4j.data.Shape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The working memory of a network, for activations and their gradients. A room that nobody needs any more is given to the next
 * array of the same shape; the first free one in the order in which they were made, so that every pass like another one uses
 * the same memory in the same way.
 */
final class Rooms {
    private final DataType type;
    private final Map<Shape, List<Room>> all = new HashMap<>();

    Rooms(DataType type) {
        this.type = type;
    }

    /** A room for samples of this shape, held once. */
    Room take(Shape shape, long rows) {
        List<Room> alike = all.computeIfAbsent(shape, s -> new ArrayList<>());
        Room room = alike.stream().filter(r -> !r.held()).findFirst().orElseGet(() -> add(alike));
        room.hold();
        return room.shape(type, shape.batch(rows));
    }

    private static Room add(List<Room> alike) {
        Room room = Room.empty();
        alike.add(room);
        return room;
    }

    /** Nobody needs anything any more. */
    void forget() {
        all.values().forEach(alike -> alike.forEach(Room::forget));
    }

    void close() {
        all.values().forEach(alike -> alike.forEach(Room::close));
        all.clear();
    }
}
