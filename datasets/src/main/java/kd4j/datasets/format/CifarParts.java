package kd4j.datasets.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kd4j.data.Data;
import kd4j.data.DataException;

/** Gathers the files of the CIFAR-10 binary version, wherever they come from, and puts them together. */
final class CifarParts {
    private static final Pattern TRAIN = Pattern.compile("data_batch_(\\d{1,9})\\.bin(\\.gz)?");
    private static final Pattern TEST = Pattern.compile("test_batch\\.bin(\\.gz)?");

    private final String place;
    private final SortedMap<Integer, CifarRecords> train = new TreeMap<>();
    private Optional<CifarRecords> test = Optional.empty();
    private Optional<List<String>> classes = Optional.empty();

    CifarParts(String place) {
        this.place = place;
    }

    /** The number of a file of training images. */
    static Optional<Integer> batch(String name) {
        Matcher matcher = TRAIN.matcher(name);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** Whether a file of this name belongs to the data. */
    static boolean known(String name) {
        return batch(name).isPresent() || TEST.matcher(name).matches() || name.equals(CifarFolder.NAMES);
    }

    /** Reads a file that is {@link #known}. */
    void read(String name, InputStream in, String file) throws IOException {
        if (name.equals(CifarFolder.NAMES)) {
            classes = Optional.of(names(in));
        } else if (TEST.matcher(name).matches()) {
            test = Optional.of(CifarRecords.read(in, file));
        } else {
            train.put(batch(name).orElseThrow(), CifarRecords.read(in, file));
        }
    }

    private static List<String> names(InputStream in) throws IOException {
        // Not closed: in an archive, other files follow.
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return reader.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** All files together; the training files in the order of their numbers. */
    Data data(String name, Map<String, String> digests) {
        if (train.isEmpty()) {
            throw missing("data_batch_1.bin");
        }
        CifarRecords held = test.orElseThrow(() -> missing("test_batch.bin"));
        List<String> names = classes.filter(given -> !given.isEmpty()).orElseThrow(() -> missing(CifarFolder.NAMES));
        train.values().forEach(records -> records.requireLabelsBelow(names.size()));
        held.requireLabelsBelow(names.size());
        return new Data(
                name,
                names,
                CifarRecords.samples(List.copyOf(train.values())),
                CifarRecords.samples(List.of(held)),
                digests);
    }

    private DataException missing(String name) {
        return new DataException(
                "%s: no file %s, or an empty one; looked for data_batch_1.bin, data_batch_2.bin and so on, test_batch.bin, each also with .gz, and %s"
                        .formatted(place, name, CifarFolder.NAMES));
    }
}
