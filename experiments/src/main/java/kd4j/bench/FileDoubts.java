package kd4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether it really happened: an 8-bit file should be faster than the 32-bit one beside it, and one whose layers were made smaller should be
 * smaller and faster than one of the network before. Slower means that rounds do not overlap. That 8 bits are merely as fast is a note, since
 * they save bytes in any case; channels are removed for time, so there it is a warning.
 */
final class FileDoubts {
    private static final String EIGHT = "8-bit numbers do not pay on this machine; use the file of 32-bit floats";

    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private FileDoubts() {}

    static FileDoubts of(List<FileFigures> files) {
        FileDoubts doubts = new FileDoubts();
        for (FileFigures file : files) {
            if (file.eightBits()) {
                files.stream().filter(f -> f.floatsOf(file)).forEach(floats -> doubts.time(file, floats, EIGHT)
                        .ifPresent(doubts.notes::add));
            }
            if (file.lighter()) {
                doubts.lighter(file, files.stream().filter(f -> f.wholeOf(file)).findFirst());
            }
        }
        return doubts;
    }

    private void lighter(FileFigures file, Optional<FileFigures> whole) {
        if (whole.isEmpty()) {
            notes.add(
                    "%s: compression left %,d of %,d multiply-accumulates; whether that saves time is not known. Name a file of the whole network, of the same format, too"
                            .formatted(file.file(), file.macs(), file.macsBefore()));
            return;
        }
        String share = String.format(
                Locale.ROOT,
                "It has %.1f %% of the multiply-accumulates; that does not pay on this machine. Remove more channels, or such that widths stay multiples of 16",
                100.0 * file.macs() / file.macsBefore());
        time(file, whole.get(), share).ifPresent(alike -> warnings.add("WARNING: " + alike + ". " + share));
        if (file.bytes() >= whole.get().bytes()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "WARNING: %s is not smaller than %s: %,d bytes against %,d, though compression left %,d of %,d multiply-accumulates",
                    file.file(),
                    whole.get().file(),
                    file.bytes(),
                    whole.get().bytes(),
                    file.macs(),
                    file.macsBefore()));
        }
    }

    /** Warns of a file that is slower; answers a sentence on one that is as fast. */
    private Optional<String> time(FileFigures file, FileFigures other, String advice) {
        Pace pace = Pace.of(file.p50Micros(), other.p50Micros());
        if (pace == Pace.SLOWER) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "WARNING: %s is slower than %s: median %.1f us against %.1f us a row, rounds %s and %s. %s",
                    file.file(),
                    other.file(),
                    file.p50Micros().median(),
                    other.p50Micros().median(),
                    file.p50Micros(),
                    other.p50Micros(),
                    advice));
        }
        return pace == Pace.ALIKE
                ? Optional.of(
                        "%s is not measurably faster than %s: median and range of the rounds are %s us and %s us a row"
                                .formatted(file.file(), other.file(), file.p50Micros(), other.p50Micros()))
                : Optional.empty();
    }

    /** A sentence for each file that is clearly slower, or whose removed channels saved no time or no bytes. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** A sentence for each 8-bit file that is merely as fast, and for each that has nothing to be held against. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
