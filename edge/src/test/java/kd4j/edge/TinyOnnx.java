package kd4j.edge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the smallest networks by hand: rows times a matrix plus a bias, protocol buffers byte by byte. */
final class TinyOnnx {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** {@code scores = flattened input x weight + bias}. */
    static byte[] linear(long[] row, float[] weight, float[] bias) {
        return model(
                row,
                bias.length,
                tensor("w", new long[] {weight.length / bias.length, bias.length}, weight)
                        .done(),
                bias);
    }

    static byte[] model(long[] row, int outputs, byte[] weight, float[] bias) {
        return model(row, outputs, weight, 5, bias);
    }

    /** The same with a weight that is stored without its zeros: numbers, and their places through all axes. */
    static byte[] sparse(int outputs, long[] dims, float[] numbers, TinyOnnx places, float[] bias) {
        TinyOnnx weight = new TinyOnnx()
                .bytes(1, tensor("w", new long[] {numbers.length}, numbers).done())
                .bytes(2, places.done());
        for (long dim : dims) {
            weight.number(3, dim);
        }
        return model(new long[] {dims[0]}, outputs, weight.done(), 15, bias);
    }

    static TinyOnnx places(long... places) {
        ByteBuffer raw = ByteBuffer.allocate(8 * places.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(places);
        return new TinyOnnx().number(1, places.length).number(2, 7).bytes(9, raw.array());
    }

    private static byte[] model(long[] row, int outputs, byte[] weight, int field, float[] bias) {
        TinyOnnx graph = new TinyOnnx();
        String flat = "x";
        if (row.length > 1) {
            flat = "flat";
            graph.bytes(
                    1,
                    new TinyOnnx().text(1, "x").text(2, flat).text(4, "Flatten").done());
        }
        graph.bytes(
                1,
                new TinyOnnx()
                        .text(1, flat)
                        .text(1, "w")
                        .text(1, "b")
                        .text(2, "y")
                        .text(4, "Gemm")
                        .done());
        graph.text(2, "tiny")
                .bytes(field, weight)
                .bytes(5, tensor("b", new long[] {bias.length}, bias).done())
                .bytes(11, value("x", row))
                .bytes(12, value("y", new long[] {outputs}));
        return new TinyOnnx()
                .number(1, 8)
                .bytes(7, graph.done())
                .bytes(8, new TinyOnnx().text(1, "").number(2, 17).done())
                .done();
    }

    static TinyOnnx tensor(String name, long[] dims, float[] numbers) {
        TinyOnnx tensor = new TinyOnnx();
        for (long dim : dims) {
            tensor.number(1, dim);
        }
        return tensor.number(2, 1).text(8, name).bytes(9, floats(numbers));
    }

    private static byte[] value(String name, long[] row) {
        TinyOnnx shape = new TinyOnnx().bytes(1, new TinyOnnx().text(2, "N").done());
        for (long size : row) {
            shape.bytes(1, new TinyOnnx().number(1, size).done());
        }
        byte[] type = new TinyOnnx().number(1, 1).bytes(2, shape.done()).done();
        return new TinyOnnx()
                .text(1, name)
                .bytes(2, new TinyOnnx().bytes(1, type).done())
                .done();
    }

    static byte[] floats(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    TinyOnnx number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    TinyOnnx text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    TinyOnnx bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.write(value, 0, value.length);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] done() {
        return out.toByteArray();
    }
}
