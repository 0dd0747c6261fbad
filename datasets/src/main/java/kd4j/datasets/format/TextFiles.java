package kd4j.datasets.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Data;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Texts with a label each, in CSV files with a header line (UTF-8, packed with gzip or not), as numbers of WordPiece tokens: rows
 * of shape [length], which begin with [CLS], end with [SEP] and are padded with 0. Texts are cut as BERT's uncased tokenizer
 * cuts them. Classes are numbered in the order of their labels: by value where all are numbers, else alphabetically.
 *
 * @param train the file of the training rows
 * @param test the file of the test rows
 * @param vocabulary the file of the vocabulary, one token a line, such as the vocab.txt of a BERT
 * @param length tokens in a row; longer texts are cut off
 * @param text the column of the text
 * @param label the column of the class
 */
@Component("text")
public record TextFiles(
        String train,
        String test,
        String vocabulary,
        @Default("32") int length,
        @Default("text") String text,
        @Default("label") String label)
        implements Dataset {
    public TextFiles {
        Require.that(length >= 3, "length", length, "an integer >= 3, for [CLS], a token and [SEP]");
    }

    /** A row of a file. */
    private record Line(String text, String label) {}

    @Override
    public Data load(DataPlace place) {
        DataFiles files = new DataFiles();
        Path words = place.resolve(vocabulary);
        WordPiece pieces = new WordPiece(files.read(vocabulary, words, TextFiles::lines), words.toString());
        List<Line> first = read(files, place, train);
        List<Line> second = read(files, place, test);
        List<String> classes =
                ClassNames.ordered(first.stream().map(Line::label).toList());
        return new Data(
                place.resolve(train).getFileName().toString(),
                classes,
                samples(first, classes, pieces, train),
                samples(second, classes, pieces, test),
                files.digests());
    }

    private static List<String> lines(InputStream in) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private List<Line> read(DataFiles files, DataPlace place, String file) {
        Path path = place.resolve(file);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        return files.read(file, path, in -> {
            try (CSVParser parser = CSVParser.parse(in, StandardCharsets.UTF_8, format)) {
                mustHave(parser.getHeaderNames(), path);
                return parser.stream().map(record -> line(record, path)).toList();
            }
        });
    }

    private void mustHave(List<String> names, Path path) {
        for (String column : List.of(text, label)) {
            if (!names.contains(column)) {
                throw new DataException("%s: it has no column '%s'; it has %s".formatted(path, column, names));
            }
        }
    }

    private Line line(CSVRecord record, Path path) {
        if (!record.isConsistent()) {
            throw new DataException(
                    "%s: row %d has %d fields, not as many as the header; put a text with commas in quotes"
                            .formatted(path, record.getRecordNumber(), record.size()));
        }
        return new Line(record.get(text), record.get(label));
    }

    private Samples samples(List<Line> lines, List<String> classes, WordPiece pieces, String file) {
        if (lines.isEmpty()) {
            throw new DataException(file + ": it has no rows");
        }
        int[] labels = lines.stream().mapToInt(l -> number(l, classes, file)).toArray();
        float[][] rows =
                lines.stream().map(l -> pieces.encode(l.text(), length)).toArray(float[][]::new);
        return MemorySamples.ofFloats(Shape.of(length), rows, labels);
    }

    private int number(Line line, List<String> classes, String file) {
        int number = classes.indexOf(line.label());
        if (number < 0) {
            throw new DataException("%s: the label '%s' is none of the training rows' classes %s"
                    .formatted(file, line.label(), classes));
        }
        return number;
    }
}
