package kd4j.edge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks through an ONNX file before ONNX Runtime does, for what a bundle must not ask of it: numbers in other files, and tensors beyond the
 * limits, also those that leave their zeros out and get them back in memory. Walks the protocol buffers without building anything of them, so its memory is that of the file.
 *
 * <p>Source: onnx.proto of Open Neural Network Exchange, IR version 8; Protocol Buffers' wire format.
 */
final class OnnxScan {
    private static final int DEPTH = 24;
    private static final int BYTES = 2;
    private static final int DIMS = 1;
    private static final int TYPE = 2;
    private static final int INT64 = 7;
    private static final int NAME = 8;
    private static final int RAW = 9;
    private static final int EXTERNAL = 13;
    private static final int LOCATION = 14;
    /** Of a sparse tensor. */
    private static final int PLACES = 2;

    private static final int SPARSE_DIMS = 3;

    /** By message, which of its fields hold messages of which kind. */
    private static final Map<String, Map<Integer, String>> MESSAGES = messages();

    private final String where;
    private final byte[] file;
    private final long mostValues;
    private final int ratio;
    private int tensors;

    private OnnxScan(String where, byte[] file, Limits limits) {
        this.where = where;
        this.file = file;
        this.mostValues = limits.tensorValues();
        this.ratio = limits.ratio();
    }

    /** Refuses a file that asks for what it must not. */
    static void check(String where, byte[] file, Limits limits) {
        OnnxScan scan = new OnnxScan(where + ", " + Bundle.MODEL, file, limits);
        scan.message("model", 0, file.length, 0);
        if (scan.tensors == 0) {
            throw Refusal.of(scan.where, "it holds no tensor, so it is no network");
        }
    }

    private static Map<String, Map<Integer, String>> messages() {
        Map<String, Map<Integer, String>> all = new HashMap<>();
        all.put("model", fields("7 graph 25 function"));
        all.put("graph", fields("1 node 5 tensor 15 sparse"));
        all.put("function", fields("7 node"));
        all.put("node", fields("5 attribute"));
        all.put("attribute", fields("5 tensor 6 graph 10 tensor 11 graph 22 sparse 23 sparse"));
        all.put("sparse", fields("1 tensor 2 tensor"));
        all.put("tensor", Collections.emptyMap());
        return all;
    }

    private static Map<Integer, String> fields(String pairs) {
        List<String> words = Arrays.asList(pairs.split(" "));
        Map<Integer, String> fields = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            fields.put(Integer.valueOf(words.get(i)), words.get(i + 1));
        }
        return fields;
    }

    private void message(String kind, int from, int to, int depth) {
        if (depth > DEPTH) {
            throw Refusal.of(where, "its parts are nested more than %d deep", DEPTH);
        }
        boolean tensor = kind.equals("tensor");
        tensors += tensor ? 1 : 0;
        Cursor cursor = new Cursor(from, to);
        long values = 1;
        while (cursor.at < to) {
            long tag = cursor.varint();
            int field = (int) (tag >>> 3);
            int type = (int) (tag & 7);
            if (type == BYTES) {
                int length = cursor.length();
                values = tensor ? bytes(field, cursor.at, length, values) : values;
                String inner = MESSAGES.get(kind).get(field);
                if (inner != null) {
                    message(inner, cursor.at, cursor.at + length, depth + 1);
                    if (inner.equals("sparse")) {
                        sparse(cursor.at, cursor.at + length);
                    }
                }
                cursor.at += length;
            } else {
                long number = cursor.number(type);
                values = tensor ? number(field, number, values) : values;
            }
        }
    }

    /** Places must be within the tensor, because the numbers are written there; and few bytes must not ask for much memory. */
    private void sparse(int from, int to) {
        Cursor cursor = new Cursor(from, to);
        long values = 1;
        Cursor places = null;
        while (cursor.at < to) {
            long tag = cursor.varint();
            int field = (int) (tag >>> 3);
            if ((tag & 7) != BYTES) {
                long number = cursor.number((int) (tag & 7));
                values = field == SPARSE_DIMS ? dimension(number, values) : values;
                continue;
            }
            int length = cursor.length();
            if (field == SPARSE_DIMS) {
                values = bytes(DIMS, cursor.at, length, values);
            } else if (field == PLACES) {
                places = new Cursor(cursor.at, cursor.at + length);
            }
            cursor.at += length;
        }
        if (values > (long) ratio * (to - from) / Float.BYTES) {
            throw Refusal.of(
                    where,
                    "a tensor of %d numbers is stored in %d bytes, which is more than %d to 1",
                    values,
                    to - from,
                    ratio);
        }
        ByteBuffer raw = places == null ? ByteBuffer.allocate(0) : raw(places);
        long before = -1;
        while (raw.remaining() > 0) {
            long place = raw.getLong();
            if (place <= before || place >= values) {
                throw Refusal.of(where, "a tensor of %d numbers has one at %d behind %d", values, place, before);
            }
            before = place;
        }
    }

    /** Places as KD4J writes them: 64-bit numbers in raw bytes. */
    private ByteBuffer raw(Cursor tensor) {
        ByteBuffer raw = ByteBuffer.allocate(0);
        boolean fine = true;
        long type = 0;
        while (tensor.at < tensor.end) {
            long tag = tensor.varint();
            int field = (int) (tag >>> 3);
            if ((tag & 7) == BYTES) {
                int length = tensor.length();
                fine &= field == RAW ? length % Long.BYTES == 0 && raw.capacity() == 0 : field == DIMS || field == NAME;
                raw = field == RAW ? ByteBuffer.wrap(file, tensor.at, length).slice() : raw;
                tensor.at += length;
            } else {
                long number = tensor.number((int) (tag & 7));
                type = field == TYPE ? number : type;
                fine &= field == TYPE || field == DIMS;
            }
        }
        if (!fine || type != INT64) {
            throw Refusal.of(where, "a tensor's places are not 64-bit numbers in raw bytes");
        }
        return raw.order(ByteOrder.LITTLE_ENDIAN);
    }

    private long bytes(int field, int at, int length, long values) {
        if (field == EXTERNAL) {
            throw Refusal.of(where, "a tensor is kept in another file, which a bundle has not");
        }
        long product = values;
        if (field == DIMS) { // several in one piece
            Cursor dims = new Cursor(at, at + length);
            while (dims.at < dims.end) {
                product = dimension(dims.varint(), product);
            }
        }
        return product;
    }

    private long number(int field, long number, long values) {
        if (field == LOCATION && number != 0) {
            throw Refusal.of(where, "a tensor is kept in another file, which a bundle has not");
        }
        return field == DIMS ? dimension(number, values) : values;
    }

    private long dimension(long size, long before) {
        if (size < 0 || size > mostValues || before * Math.max(1, size) > mostValues) {
            throw Refusal.of(
                    where,
                    "a tensor has an axis of %d and more than %d numbers, which is what is allowed",
                    size,
                    mostValues);
        }
        return before * Math.max(1, size);
    }

    /** Reads numbers of a piece of the file, and never beyond its end. */
    private final class Cursor {
        private final int end;
        private int at;

        Cursor(int at, int end) {
            this.at = at;
            this.end = end;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = file[advance(1)];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw damaged();
        }

        int length() {
            long length = varint();
            if (length < 0 || length > end - at) {
                throw damaged();
            }
            return (int) length;
        }

        long number(int type) {
            switch (type) {
                case 0:
                    return varint();
                case 1:
                    advance(8);
                    return 0;
                case 5:
                    advance(4);
                    return 0;
                default:
                    throw damaged();
            }
        }

        private int advance(int by) {
            if (end - at < by) {
                throw damaged();
            }
            at += by;
            return at - by;
        }

        private BundleException damaged() {
            return Refusal.of(where, "it is no ONNX file, or is damaged near byte %d", at);
        }
    }
}
