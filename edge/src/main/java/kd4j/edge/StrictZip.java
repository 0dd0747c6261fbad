package kd4j.edge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the small part of the zip format that bundles are written in, and nothing else: entries one behind the other without gaps, then the list
 * of them, then the end; no comments, extra fields, links, encryption or 64-bit sizes. Every byte of the file belongs to exactly one of
 * these, so two readers cannot see two contents, and overlapping entries do not exist. What an entry unpacks to is bounded before it
 * is unpacked.
 *
 * <p>Source: PKWARE, APPNOTE.TXT 6.3.
 */
final class StrictZip {
    private static final int END = 0x06054b50;
    private static final int LISTED = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_BYTES = 22;
    private static final int LISTED_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int UTF_8 = 0x800;
    private static final int DEFLATED = 8;
    /** A bundle has nine entries at most; a few more so that an extra one is named. */
    private static final int MOST_ENTRIES = 16;

    private static final int MOST_NAME_BYTES = 64;
    /** Below this an entry may be packed as well as it likes. */
    private static final int SMALL = 1 << 16;

    private final String where;
    private final ByteBuffer file;
    private final Limits limits;
    private long total;

    private StrictZip(String where, byte[] bytes, Limits limits) {
        this.where = where;
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    /** The entries by name, in the order of the file. */
    static Map<String, byte[]> read(String where, byte[] bytes, Limits limits) {
        return new StrictZip(where, bytes, limits).entries();
    }

    private Map<String, byte[]> entries() {
        int end = file.capacity() - END_BYTES;
        if (end < 0 || file.getInt(end) != END) {
            throw refused("it does not end as a zip file does; it was cut off, or something was put behind it");
        }
        int count = u16(end + 10);
        long list = u32(end + 16);
        if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != count || u16(end + 20) != 0) {
            throw refused("its end says that it has several parts or a comment; bundles have one part and none");
        }
        if (count > MOST_ENTRIES) {
            throw refused("it has %d entries; allowed are %d", count, MOST_ENTRIES);
        }
        if (list + u32(end + 12) != end) {
            throw refused(
                    "its list of entries is not where its end says (from %d, %d bytes, but the end is at %d)",
                    list, u32(end + 12), end);
        }
        return entries(count, (int) list, end);
    }

    private Map<String, byte[]> entries(int count, int list, int end) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        int listed = list;
        long local = 0;
        for (int i = 0; i < count; i++) {
            if (listed + LISTED_BYTES > end || file.getInt(listed) != LISTED) {
                throw refused("entry %d of %d is not in its list of entries", i + 1, count);
            }
            Listed entry = listed(listed, end);
            if (entry.local != local) {
                throw refused(
                        "entry %s begins at %d instead of %d; entries may neither overlap nor leave gaps",
                        entry.shown(), entry.local, local);
            }
            if (entries.containsKey(entry.name)) {
                throw refused("entry %s is there twice", entry.shown());
            }
            entries.put(entry.name, unpacked(entry, list));
            local = entry.local + LOCAL_BYTES + entry.name.length() + entry.packed;
            listed += LISTED_BYTES + entry.name.length();
        }
        if (listed != end || local != list) {
            throw refused("%d bytes belong to no entry", (end - listed) + (list - local));
        }
        return entries;
    }

    /** What the list says of an entry. Names are ASCII, so they have as many characters as bytes. */
    private record Listed(String name, int method, long crc, long packed, long size, long local) {
        String shown() {
            return Refusal.shown(name);
        }
    }

    private Listed listed(int at, int end) {
        int nameBytes = u16(at + 28);
        if (nameBytes == 0 || nameBytes > MOST_NAME_BYTES || at + LISTED_BYTES + nameBytes > end) {
            throw refused("an entry's name has %d bytes; allowed are 1 to %d", nameBytes, MOST_NAME_BYTES);
        }
        String name = name(at + LISTED_BYTES, nameBytes);
        if (u16(at + 30) != 0 || u16(at + 32) != 0 || u16(at + 34) != 0 || u32(at + 38) != 0) {
            throw refused(
                    "entry %s has extra fields, a comment or attributes of a link; allowed are none",
                    Refusal.shown(name));
        }
        requirePlain(name, u16(at + 8), u16(at + 10));
        return new Listed(name, u16(at + 10), u32(at + 16), u32(at + 20), u32(at + 24), u32(at + 42));
    }

    private String name(int at, int bytes) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            name.append((char) (file.get(at + i) & 0xff));
        }
        String text = name.toString();
        if (text.contains("..") || text.contains("/") || text.contains("\\") || text.contains(":")) {
            throw refused("entry %s is a path; entries are names in no folder", Refusal.shown(text));
        }
        if (!text.matches("[A-Za-z0-9_.-]+")) {
            throw refused("entry %s has characters other than letters, digits, '_', '.' and '-'", Refusal.shown(text));
        }
        return text;
    }

    private void requirePlain(String name, int flags, int method) {
        if ((flags & ~UTF_8) != 0) {
            throw refused(
                    "entry %s is encrypted or streamed (flags %d); allowed is neither", Refusal.shown(name), flags);
        }
        if (method != 0 && method != DEFLATED) {
            throw refused("entry %s is packed by method %d; allowed are 0 and 8", Refusal.shown(name), method);
        }
    }

    private byte[] unpacked(Listed entry, int list) {
        int at = (int) entry.local;
        long data = entry.local + LOCAL_BYTES + entry.name.length();
        if (data + entry.packed > list) {
            throw refused("entry %s has %d bytes, more than the file", entry.shown(), entry.packed);
        }
        boolean same = file.getInt(at) == LOCAL
                && u16(at + 8) == entry.method
                && u32(at + 14) == entry.crc
                && u32(at + 18) == entry.packed
                && u32(at + 22) == entry.size
                && u16(at + 26) == entry.name.length()
                && u16(at + 28) == 0
                && name(at + LOCAL_BYTES, entry.name.length()).equals(entry.name);
        if (!same) {
            throw refused("entry %s is described in two ways", entry.shown());
        }
        requirePlain(entry.name, u16(at + 6), u16(at + 8));
        requireBounded(entry);
        byte[] content = entry.method == DEFLATED ? inflated(entry, (int) data) : stored(entry, (int) data);
        CRC32 crc = new CRC32();
        crc.update(content, 0, content.length);
        if (crc.getValue() != entry.crc) {
            throw refused("entry %s is damaged: its checksum is another one", entry.shown());
        }
        return content;
    }

    private void requireBounded(Listed entry) {
        total += entry.size;
        if (total > limits.totalBytes()) {
            throw refused("its entries unpack to %d bytes or more; allowed are %d", total, limits.totalBytes());
        }
        if (entry.size > SMALL && entry.size > limits.ratio() * entry.packed) {
            throw refused(
                    "entry %s would unpack %d bytes to %d; allowed are %d to 1",
                    entry.shown(), entry.packed, entry.size, limits.ratio());
        }
    }

    private byte[] stored(Listed entry, int data) {
        if (entry.packed != entry.size) {
            throw refused(
                    "entry %s is not packed, but has the sizes %d and %d", entry.shown(), entry.packed, entry.size);
        }
        byte[] content = new byte[(int) entry.size];
        file.duplicate().position(data).get(content);
        return content;
    }

    private byte[] inflated(Listed entry, int data) {
        byte[] content = new byte[(int) entry.size];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(file.array(), data, (int) entry.packed);
            int done = 0;
            int more = 1;
            while (done < content.length && more > 0) {
                more = inflater.inflate(content, done, content.length - done);
                done += more;
            }
            boolean over = inflater.inflate(new byte[1]) > 0;
            if (over || done < content.length || !inflater.finished() || inflater.getRemaining() > 0) {
                throw refused("entry %s does not unpack to the %d bytes that it says", entry.shown(), entry.size);
            }
            return content;
        } catch (DataFormatException e) {
            throw new BundleException(
                    refused("entry %s is damaged", entry.shown()).getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private int u16(int at) {
        return file.getShort(at) & 0xffff;
    }

    private long u32(int at) {
        return file.getInt(at) & 0xffffffffL;
    }

    private BundleException refused(String pattern, Object... values) {
        return Refusal.of(where, pattern, values);
    }
}
