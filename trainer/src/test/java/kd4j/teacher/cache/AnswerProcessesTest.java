package kd4j.teacher.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of answers under several processes, killed processes and full disks. */
class AnswerProcessesTest {
    private static final Encoding NUMBERS = new Floats32(25);
    private static final int RECORDS = 200_000;
    private static final FileLayout LAYOUT = new FileLayout("for processes", RECORDS, NUMBERS.bytes());

    @TempDir
    Path folder;

    /** What the processes do: fill records from a number on in steps. */
    public static void main(String[] words) throws IOException {
        int step = Integer.parseInt(words[1]);
        int from = Integer.parseInt(words[2]);
        try (KeptFile file = KeptFile.open(Path.of(words[0]), LAYOUT, NUMBERS)) {
            Files.writeString(Path.of(words[0] + ".began-" + from), "");
            for (int i = from; i < RECORDS; i += step) {
                file.write(i, answer(i), 0);
            }
        } catch (CacheException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static float[] answer(int number) {
        float[] answer = new float[25];
        for (int i = 0; i < 25; i++) {
            answer[i] = number + i * 0.25f;
        }
        return answer;
    }

    private Process fill(Path file, int step, int from) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AnswerProcessesTest.class.getName(),
                file.toString()));
        command.add(String.valueOf(step));
        command.add(String.valueOf(from));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("errors-" + from).toFile())
                .start();
    }

    /** Every record is right or not there. */
    private static long right(Path path) {
        long count = 0;
        float[] room = new float[25];
        try (KeptFile file = KeptFile.open(path, LAYOUT, NUMBERS)) {
            for (int i = 0; i < RECORDS; i++) {
                if (file.read(i, room, 0)) {
                    assertArrayEquals(answer(i), room);
                    count++;
                }
            }
            assertEquals(0, file.damaged());
        }
        return count;
    }

    @Test
    void processes_that_fill_at_once_lose_nothing() throws Exception {
        Path file = folder.resolve("shared.answers");
        // Neighbouring records share words of presence bits; the third process writes what the others write as well.
        List<Process> all = List.of(fill(file, 2, 0), fill(file, 2, 1), fill(file, 3, 2));
        for (Process process : all) {
            assertEquals(0, process.waitFor());
        }
        assertEquals(RECORDS, right(file));
    }

    @Test
    void what_a_killed_process_wrote_is_right_and_another_goes_on() throws Exception {
        Path file = folder.resolve("killed.answers");
        long before = 0;
        for (int round = 0; round < 3; round++) {
            Path began = Path.of(file + ".began-0");
            Files.deleteIfExists(began);
            Process process = fill(file, 1, 0);
            while (!Files.exists(began)) {
                Thread.sleep(1);
            }
            Thread.sleep(20 + 30L * round);
            process.destroyForcibly();
            assertTrue(process.waitFor(1, TimeUnit.MINUTES));
            long now = right(file);
            assertTrue(now >= before, now + " after " + before);
            before = now;
        }
        assertTrue(before > 0, "killed before anything was written");
        assertEquals(0, fill(file, 1, 0).waitFor());
        assertEquals(RECORDS, right(file));
    }

    @Test
    void a_full_disk_is_told_and_leaves_only_right_answers() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        // 200,000 records of 104 bytes and their bits need 21 MB.
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) == 0, "needs rights to mount");
        try {
            Path file = disk.resolve("full.answers");
            Process process = fill(file, 1, 0);
            assertEquals(1, process.waitFor());
            String error = Files.readString(folder.resolve("errors-0"));
            assertTrue(error.contains("full.answers: a teacher's answers cannot be kept there: No space left"), error);
            assertTrue(error.contains("teacher-cache.folder"), error);
            long kept = right(file);
            assertTrue(kept > 10_000 && kept < RECORDS, "kept: " + kept);
        } finally {
            // Not before the maps are gone, which Java gives back when it likes.
            assertEquals(0, run("umount", "--lazy", disk.toString()));
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 127;
        }
    }
}
