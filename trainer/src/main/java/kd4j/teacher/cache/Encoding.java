package kd4j.teacher.cache;

import java.nio.ByteBuffer;

/** How a row's answer is written. What is read is a function of what was written, so approximate answers are the same each time. */
public interface Encoding {
    /** The name in the keys of files; differs where bytes mean something else. */
    String name();

    /** Numbers of a row's answer. */
    int values();

    /** Bytes of a row's answer. */
    int bytes();

    /** Writes {@link #values} numbers from a position on. */
    void write(float[] from, int at, ByteBuffer to);

    /** Reads {@link #values} numbers to a position. */
    void read(ByteBuffer from, float[] to, int at);

    /** Brings numbers into the form in which they would be read. */
    default void round(float[] numbers, int at) {
        ByteBuffer room = ByteBuffer.allocate(bytes());
        write(numbers, at, room);
        read(room.clear(), numbers, at);
    }
}
