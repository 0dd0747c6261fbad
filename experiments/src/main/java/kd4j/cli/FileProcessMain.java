package kd4j.cli;

import java.nio.file.Path;
import kd4j.bench.FileProcess;

/** The process that {@code bench file} starts for each file. It stands apart from the other commands, because the time of its start is measured. */
final class FileProcessMain {
    private FileProcessMain() {}

    public static void main(String[] words) {
        FileProcess process = new FileProcess(
                Path.of(words[0]),
                Integer.parseInt(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]));
        System.out.println(process.measure(Long.parseLong(words[4])));
    }
}
