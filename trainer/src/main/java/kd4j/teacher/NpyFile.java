package kd4j.teacher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy arrays of [rows, classes]: format 1 to 3, 32- or 64-bit floats of either byte order, in C order. Source: NumPy
 * Enhancement Proposal 1. ND4J reads such files too, but does not look whether they are whole.
 */
final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=]?)([a-z]\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

    private final Path file;
    private final ByteBuffer bytes;
    private final String header;

    private NpyFile(Path file, byte[] content) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        this.header = header(content);
    }

    static AnswerRows read(Path file) {
        try {
            return new AnswerRows(List.of(), Optional.empty(), new NpyFile(file, Files.readAllBytes(file)).rows());
        } catch (IOException e) {
            throw new TeacherException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private String header(byte[] content) {
        if (content.length < 10 || !Arrays.equals(MAGIC, 0, 6, content, 0, 6)) {
            throw wrong("it does not begin as a NumPy file does");
        }
        int wide = content[6] == 1 ? 2 : 4;
        int length = wide == 2 ? bytes.getShort(8) & 0xffff : bytes.getInt(8);
        if (length < 0 || content.length < 8 + wide + (long) length) {
            throw wrong("it ends within its header");
        }
        bytes.position(8 + wide + length);
        return new String(content, 8 + wide, length, StandardCharsets.UTF_8);
    }

    private List<double[]> rows() {
        int[] shape = shape();
        if (field(ORDER, "fortran_order").group(1).equals("True")) {
            throw wrong("it is in Fortran order; save numpy.ascontiguousarray(logits)");
        }
        Matcher type = field(TYPE, "descr");
        boolean wide = type.group(2).equals("f8");
        if (!wide && !type.group(2).equals("f4")) {
            throw wrong("its numbers are '%s'; allowed: 32- and 64-bit floats (f4, f8)".formatted(type.group(2)));
        }
        bytes.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long needed = (long) shape[0] * shape[1] * (wide ? 8 : 4);
        if (bytes.remaining() != needed) {
            throw wrong("its header promises %d rows of %d numbers, which are %d bytes; %d follow"
                    .formatted(shape[0], shape[1], needed, bytes.remaining()));
        }
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            rows.add(row(i, shape[1], wide));
        }
        return rows;
    }

    private double[] row(int number, int length, boolean wide) {
        double[] row = new double[length];
        for (int i = 0; i < length; i++) {
            row[i] = wide ? bytes.getDouble() : bytes.getFloat();
            if (!Double.isFinite(row[i])) {
                throw wrong("row %d, class %d is %s".formatted(number, i, row[i]));
            }
        }
        return row;
    }

    private int[] shape() {
        String text = field(SHAPE, "shape").group(1);
        if (!text.matches("\\s*\\d{1,9}\\s*,\\s*\\d{1,9}\\s*,?\\s*")) {
            throw wrong("its shape is (%s); needed: (rows, classes)".formatted(text.strip()));
        }
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private Matcher field(Pattern pattern, String name) {
        Matcher found = pattern.matcher(header);
        if (!found.find()) {
            throw wrong("its header has no readable '%s': %s".formatted(name, header.strip()));
        }
        return found;
    }

    private TeacherException wrong(String why) {
        return new TeacherException(file + ": " + why
                + ". Write it with numpy.save(file, logits), logits being an array of [rows, classes]");
    }
}
