package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import kd4j.edge.Replay;
import kd4j.file.Sha256;

/** Checks a bundle by the golden rows in it, and by the record beside it where there is one. */
final class BundleVerification {
    private BundleVerification() {}

    static VerifiedFile verify(Path file) {
        VerificationRecord.Entry known =
                VerificationRecord.read(file).files().get(file.getFileName().toString());
        if (known != null) {
            Verification.unchanged(file, known);
        }
        try (BundleModel model = BundleModel.open(file)) {
            Replay replay = model.replayed();
            return new VerifiedFile(
                    file,
                    model.format(),
                    Sha256.of(file),
                    replay.rows(),
                    replay.maxAbsDiff(),
                    replay.argMaxEqual(),
                    model.thresholds() ? OptionalInt.of(replay.accepted()) : OptionalInt.empty());
        } catch (IOException e) {
            throw new ExportException("%s: cannot be read (%s). Check its permissions".formatted(file, e), e);
        }
    }
}
