package kd4j.ui;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/** Follows a file of lines as it grows; reads only what is new. */
final class Tail {
    private long at;
    private int lines;
    private Object key;

    /**
     * What came since the last look.
     *
     * @param anew whether the file was cut or replaced, so that lines told before count no more
     * @param first the number of the first of these lines, from 1
     * @param lines whole ones
     */
    record News(boolean anew, int first, List<String> lines) {}

    /** Looks again; a file that is not there has no lines. */
    News read(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            boolean anew = lines > 0 && (found.size() < at || !Objects.equals(found.fileKey(), key));
            if (anew) {
                begin();
            }
            key = found.fileKey();
            int first = lines + 1;
            return new News(anew, first, found.size() > at ? grown(file) : List.of());
        } catch (NoSuchFileException e) {
            boolean anew = lines > 0;
            begin();
            return new News(anew, 1, List.of());
        } catch (IOException e) {
            throw new UiException(file + ": cannot be read: " + e + ". Check the folder's rights.", e);
        }
    }

    private void begin() {
        at = 0;
        lines = 0;
    }

    /** The last line may be half written: it is read again when it is whole. */
    private List<String> grown(Path file) throws IOException {
        byte[] bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer room = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, channel.size() - at));
            channel.position(at);
            while (room.hasRemaining() && channel.read(room) >= 0) {
                // until all that was there is read
            }
            bytes = room.array();
        }
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        List<String> found =
                new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
        at += whole;
        lines += found.size();
        return found;
    }
}
