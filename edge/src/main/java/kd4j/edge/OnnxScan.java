package kd4j.edge;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks through an ONNX file before ONNX Runtime does, for what a bundle must not ask of it: numbers in other files, and tensors beyond the
 * limits. Walks the protocol buffers without building anything of them, so its memory is that of the file.
 *
 * <p>Source: onnx.proto of Open Neural Network Exchange, IR version 8; Protocol Buffers' wire format.
 */
final class OnnxScan {
    private static final int DEPTH = 24;
    private static final int BYTES = 2;
    private static final int DIMS = 1;
    private static final int EXTERNAL = 13;
    private static final int LOCATION = 14;

    /** By message, which of its fields hold messages of which kind. */
    private static final Map<String, Map<Integer, String>> MESSAGES = messages();

    private final String where;
    private final byte[] file;
    private final long mostValues;
    private int tensors;

    private OnnxScan(String where, byte[] file, long mostValues) {
        this.where = where;
        this.file = file;
        this.mostValues = mostValues;
    }

    /** Refuses a file that asks for what it must not. */
    static void check(String where, byte[] file, long mostValues) {
        OnnxScan scan = new OnnxScan(where + ", " + Bundle.MODEL, file, mostValues);
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
                }
                cursor.at += length;
            } else {
                long number = cursor.number(type);
                values = tensor ? number(field, number, values) : values;
            }
        }
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
