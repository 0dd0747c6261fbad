package kd4j.datasets.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import kd4j.data.DataException;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;

/**
 * One file of the CIFAR-10 binary version: records of 3,073 bytes, the label, then the red, the green and the blue plane of an
 * image of 32x32 pixels, each plane row by row. Source: the description by Krizhevsky that comes with CIFAR-10.
 *
 * @param place the file, for messages
 * @param images the images with their channels last
 * @param labels the classes of the images
 */
record CifarRecords(String place, List<byte[]> images, List<Integer> labels) {
    static final Shape SHAPE = Shape.of(32, 32, 3);

    private static final int PLANE = 32 * 32;
    private static final int LENGTH = 1 + 3 * PLANE;

    /** Reads to the end of the stream. */
    static CifarRecords read(InputStream in, String place) throws IOException {
        CifarRecords records = new CifarRecords(place, new ArrayList<>(), new ArrayList<>());
        for (byte[] bytes = in.readNBytes(LENGTH); bytes.length > 0; bytes = in.readNBytes(LENGTH)) {
            records.add(bytes);
        }
        if (records.labels.isEmpty()) {
            throw new DataException(place + ": has no images");
        }
        return records;
    }

    private void add(byte[] bytes) {
        if (bytes.length < LENGTH) {
            throw new DataException(
                    "%s: truncated: the file ends after %d complete records and %d bytes of another; a record has %d bytes. Fetch the file again"
                            .formatted(place, labels.size(), bytes.length, LENGTH));
        }
        labels.add(bytes[0] & 0xff);
        images.add(channelsLast(bytes));
    }

    private static byte[] channelsLast(byte[] bytes) {
        byte[] image = new byte[3 * PLANE];
        for (int channel = 0; channel < 3; channel++) {
            for (int pixel = 0; pixel < PLANE; pixel++) {
                image[3 * pixel + channel] = bytes[1 + channel * PLANE + pixel];
            }
        }
        return image;
    }

    /** Refuses labels that no class has. */
    void requireLabelsBelow(int classes) {
        for (int row = 0; row < labels.size(); row++) {
            if (labels.get(row) >= classes) {
                throw new DataException(
                        "%s: record %d has the label %d; allowed: 0 to %d, the classes that %s names. The file is damaged or has another layout"
                                .formatted(place, row, labels.get(row), classes - 1, CifarFolder.NAMES));
            }
        }
    }

    /** The images of several files one after the other, with values from 0 to 1. */
    static Samples samples(List<CifarRecords> files) {
        return MemorySamples.ofBytes(
                SHAPE,
                files.stream().flatMap(file -> file.images.stream()).toArray(byte[][]::new),
                1 / 255f,
                files.stream()
                        .flatMap(file -> file.labels.stream())
                        .mapToInt(Integer::intValue)
                        .toArray());
    }
}
