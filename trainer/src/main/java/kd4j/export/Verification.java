package kd4j.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import kd4j.component.ShapeException;
import kd4j.edge.Bundle;
import kd4j.file.Sha256;
import kd4j.model.Model;

/** Checks exported files long after their training, on another machine, without the data set. */
public final class Verification {
    private Verification() {}

    /**
     * Checks that a file is the one that was exported, bit by bit, and that it still gives the recorded answers here, within the
     * tolerance of its export, which is one step of an 8-bit grid for files of 8 bits. Reads {@code verification.json} in the same folder;
     * a bundle has all that is needed in itself, and may lie anywhere.
     *
     * @throws ExportException when the file or its record is missing or damaged, the file has changed, or the answers differ
     */
    public static VerifiedFile verify(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ExportException(file + ": no such file. Check the path");
        }
        if (file.getFileName().toString().endsWith(Bundle.EXTENSION)) {
            return BundleVerification.verify(file);
        }
        VerificationRecord.Entry entry = entry(file);
        unchanged(file, entry);
        Comparison comparison = ask(file, entry);
        return new VerifiedFile(
                file,
                entry.format(),
                entry.sha256(),
                comparison.rows(),
                comparison.maxAbsDiff(),
                comparison.argMaxEqual(),
                OptionalInt.empty());
    }

    static VerificationRecord.Entry entry(Path file) {
        VerificationRecord known = VerificationRecord.read(file);
        VerificationRecord.Entry entry = known.files().get(file.getFileName().toString());
        if (entry == null) {
            throw new ExportException(
                    "%s: nothing is recorded about it; %s tells of %s. Copy both files from the folder of the export, or export again"
                            .formatted(
                                    file,
                                    VerificationRecord.beside(file),
                                    known.files().isEmpty()
                                            ? "no file"
                                            : known.files().keySet()));
        }
        return entry;
    }

    static void unchanged(Path file, VerificationRecord.Entry entry) {
        try {
            long bytes = Files.size(file);
            String sha256 = Sha256.of(file);
            if (bytes != entry.bytes() || !sha256.equals(entry.sha256())) {
                throw new ExportException(
                        "%s is not the file that was exported: %d bytes with SHA-256 %s, recorded are %d bytes with %s. Copy it again, or export again"
                                .formatted(file, bytes, sha256, entry.bytes(), entry.sha256()));
            }
        } catch (IOException e) {
            throw new ExportException("%s: cannot be read (%s). Check its permissions".formatted(file, e), e);
        }
    }

    private static Comparison ask(Path file, VerificationRecord.Entry entry) {
        VerificationRecord.Golden golden = entry.golden();
        try (Model model = Exporter.of(entry.format()).open(file)) {
            if (!model.input().equals(golden.row()) || model.classes() != golden.classes()) {
                throw new ShapeException("%s takes %s and gives %d classes; the recorded rows are %s with %d classes"
                        .formatted(file, model.input(), model.classes(), golden.row(), golden.classes()));
            }
            float[] answers = Comparison.logits(model, golden.questions());
            Comparison comparison = Comparison.of(golden.answers(), answers, golden.classes());
            if (entry.format().eightBits()) {
                Comparison.checkSteps(file.toString(), golden.answers(), answers, golden.classes(), entry.tolerance());
            } else {
                comparison.check(file.toString(), entry.tolerance());
            }
            return comparison;
        }
    }
}
