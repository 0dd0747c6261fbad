package kd4j.teacher.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFileTest {
    private static final Encoding THREE = new Floats32(3);
    private static final FileLayout LAYOUT = new FileLayout("teacher: a\nviews: 25\n", 1000, THREE.bytes());

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("some.answers");
    }

    private KeptFile open() {
        return KeptFile.open(file(), LAYOUT, THREE);
    }

    private static float[] answer(long number) {
        return new float[] {number, number * 0.5f, -1f / (number + 1)};
    }

    private void fill(int from, int to) {
        try (KeptFile file = open()) {
            for (int i = from; i < to; i++) {
                file.write(i, answer(i), 0);
            }
        }
    }

    /** Reads all records, each of which is right or not there; answers how many are there. */
    private long right() {
        long count = 0;
        float[] room = new float[3];
        try (KeptFile file = open()) {
            for (int i = 0; i < LAYOUT.records(); i++) {
                if (file.read(i, room, 0)) {
                    assertArrayEquals(answer(i), room);
                    count++;
                }
            }
        }
        return count;
    }

    @Test
    void answers_are_there_when_they_were_written_and_not_before() throws IOException {
        assertEquals(0, right());
        fill(100, 300);
        assertEquals(200, right());
        fill(999, 1000);
        assertEquals(201, right());
        try (KeptFile file = open()) {
            assertEquals(201, file.present());
        }
        // Header, a page for the speed, a page for 1000 bits, 1000 records of 3 floats and a checksum.
        assertEquals(4096 * 3 + 1000 * 16, Files.size(file()));
        assertEquals(LAYOUT.bytes(), Files.size(file()));
        assertTrue(Files.readString(file(), StandardCharsets.ISO_8859_1).contains("teacher: a\nviews: 25\n"));
    }

    @Test
    void any_flipped_bit_of_a_record_makes_it_one_that_is_not_there() throws IOException {
        fill(0, 1000);
        for (int bit = 0; bit < 16 * 8; bit++) {
            flip(LAYOUT.first() + 77 * 16, bit);
            assertEquals(999, right());
            flip(LAYOUT.first() + 77 * 16, bit);
        }
        assertEquals(1000, right());
    }

    @Test
    void a_damaged_record_is_counted_and_can_be_written_again() throws IOException {
        fill(0, 1000);
        flip(LAYOUT.first() + 5 * 16, 3);
        try (KeptFile file = open()) {
            assertFalse(file.read(5, new float[3], 0));
            assertFalse(file.read(5, new float[3], 0));
            assertEquals(2, file.damaged());
            file.write(5, answer(5), 0);
            assertTrue(file.read(5, new float[3], 0));
        }
        assertEquals(1000, right());
    }

    @Test
    void any_flipped_bit_before_the_records_gives_no_wrong_answer() throws IOException {
        for (long at = 0; at < LAYOUT.header().length; at += 7) {
            fill(0, 1000);
            flip(at, 5);
            assertEquals(0, right(), "another header is another file");
        }
        fill(0, 10);
        flip(LAYOUT.presence(), 3);
        assertEquals(9, right());
        flip(LAYOUT.presence() + 100, 0);
        assertEquals(9, right(), "a bit that was set by an accident has no record behind it");
    }

    @Test
    void records_in_the_place_of_others_are_not_taken_for_them() throws IOException {
        fill(0, 1000);
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            byte[] record = new byte[16];
            bytes.seek(LAYOUT.first() + 3 * 16);
            bytes.readFully(record);
            bytes.seek(LAYOUT.first() + 4 * 16);
            bytes.write(record);
        }
        assertEquals(999, right());
    }

    @Test
    void a_file_that_was_cut_short_keeps_what_is_left() throws IOException {
        fill(0, 1000);
        for (long length : new long[] {LAYOUT.bytes() - 1, LAYOUT.first() + 500 * 16 + 3, LAYOUT.first()}) {
            cut(length);
            assertEquals((length - LAYOUT.first()) / 16, right());
            assertEquals(LAYOUT.bytes(), Files.size(file()));
        }
        for (long length : new long[] {LAYOUT.first() - 1, LAYOUT.presence(), 20, 0}) {
            fill(0, 1000);
            cut(length);
            assertEquals(0, right());
        }
        fill(0, 1000);
        assertEquals(1000, right());
    }

    @Test
    void a_file_of_another_key_is_not_read() {
        fill(0, 1000);
        FileLayout other = new FileLayout("teacher: b\nviews: 25\n", 1000, THREE.bytes());
        try (KeptFile file = KeptFile.open(file(), other, THREE)) {
            assertEquals(0, file.present());
        }
    }

    @Test
    void answers_come_in_the_form_they_are_kept_in_from_the_first_time() {
        Encoding halves = new Floats16(3);
        FileLayout layout = new FileLayout("halves", 10, halves.bytes());
        float[] written = {0.1f, -2.5f, 2049};
        float[] read = new float[3];
        try (KeptFile file = KeptFile.open(file(), layout, halves)) {
            file.write(3, written, 0);
            assertTrue(file.read(3, read, 0));
        }
        assertArrayEquals(new float[] {0.0999755859375f, -2.5f, 2048}, read);
        assertArrayEquals(read, written);
    }

    @Test
    void knows_how_long_the_teacher_needed() {
        try (KeptFile file = open()) {
            assertEquals(0, file.secondsForRow());
            file.took(10, 3_000_000);
            file.took(30, 1_000_000);
        }
        try (KeptFile file = open()) {
            assertEquals(1e-4, file.secondsForRow(), 1e-12);
        }
    }

    @Test
    void sizes_beyond_all_files_are_no_small_numbers() {
        assertEquals(Long.MAX_VALUE, new FileLayout("k", Long.MAX_VALUE, 40).bytes());
        assertEquals(Long.MAX_VALUE, new FileLayout("k", Long.MAX_VALUE / 30, 40).bytes());
        // 50000 rows, 162 views, 10 floats and a checksum: 356,400,000 bytes, bits of 1,012,500, and three pages.
        long bytes = new FileLayout("k", 50_000 * 162, 40).bytes();
        assertEquals(356_400_000 + 4096 * 248 + 2 * 4096, bytes);
    }

    private void flip(long at, int bit) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(at + bit / 8);
            int value = bytes.read();
            bytes.seek(at + bit / 8);
            bytes.write(value ^ 1 << bit % 8);
        }
    }

    private void cut(long length) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.setLength(length);
        }
    }
}
