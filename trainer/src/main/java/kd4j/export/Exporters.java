package kd4j.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import kd4j.component.Kd4jException;
import kd4j.compress.quantise.PostTraining;
import kd4j.data.Shape;
import kd4j.edge.Bundle;
import kd4j.edge.BundleException;
import kd4j.file.AtomicFile;
import kd4j.file.Sha256;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Turns trained networks into files, and lets none stand whose answers are not the network's. */
public final class Exporters {
    /** Rows that are kept beside the file, so that it can be checked without the data. */
    private static final int GOLDEN_ROWS = 16;

    private Exporters() {}

    /**
     * What stands in the way of an export, a sentence for each layer. Needs no trained network: ask before training.
     *
     * @return no sentences where the network can be written
     */
    public static List<String> check(Blueprint plan, ExportFormat format) {
        return Exporter.of(format).problems(plan);
    }

    /**
     * What stands in the way of a bundle of rows that are transformed so, a sentence for each transform.
     *
     * @param transforms as in {@link BundleParts}
     */
    public static List<String> check(List<Map<String, Object>> transforms) {
        return BundleSteps.problems(transforms);
    }

    /**
     * Opens an exported file in the way its users do.
     *
     * @throws Kd4jException when it cannot be read
     */
    public static Model open(Path file) {
        return Exporter.of(format(file)).open(file);
    }

    /**
     * Which format a file has: by its name's ending, and for bundles and ONNX files by what is in them.
     *
     * @throws ExportException when it is none that is exported
     */
    public static ExportFormat format(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".zip")) {
            return ExportFormat.DL4J;
        }
        if (name.endsWith(Bundle.EXTENSION)) {
            try (BundleModel model = BundleModel.open(file)) {
                return model.format();
            }
        }
        if (name.endsWith(".onnx")) {
            return OnnxContents.of(file).format();
        }
        throw new ExportException(file
                + ": is no exported file by its name. Allowed are .kd4j, .onnx and .zip of DL4J; name one of these");
    }

    /** The share of a file's weights that are 0; empty for zips of DL4J. */
    public static OptionalDouble sparsity(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(Bundle.EXTENSION)) {
            try (BundleModel model = BundleModel.open(file)) {
                return OptionalDouble.of(OnnxContents.of(file, model.onnx()).sparsity());
            }
        }
        return name.endsWith(".onnx") ? OptionalDouble.of(OnnxContents.of(file).sparsity()) : OptionalDouble.empty();
    }

    /**
     * Writes a network, opens what was written, asks both the same rows, and puts the file in its place when no logit differs
     * by more than 1e-4 times the larger of 1 and the logit's size. Then writes {@code verification.json} beside it, with the
     * file's SHA-256 and 16 of the rows, for {@link Verification}. An export that fails leaves the file of before as it was;
     * one whose answers differ is left under the file's name with {@code .rejected} behind it, for whoever looks for the reason.
     *
     * @param card what users of the file must know
     * @param rows {@code [rows, ...input]} to ask, channels last, at least one; best rows of the data that the network is for
     * @param file where to; folders that are missing are made
     * @throws ExportException when the network cannot be written, the disk takes it not, or the answers differ
     */
    public static ExportedFile export(Network network, Card card, ExportFormat format, INDArray rows, Path file) {
        return export(network, card, format, rows, file, EightBits.usual(rows));
    }

    /**
     * As {@link #export(Network, Card, ExportFormat, INDArray, Path)}, with more to say on files of 8 bits. They are compared with the network that
     * rounds as the file does: every number of every layer, given what the file gives that layer, must be the nearest one of its grid, and the
     * logits of 19 rows in 20 within a step of an 8-bit grid over them; and ONNX Runtime must really compute with 8-bit numbers.
     *
     * @param how for {@link ExportFormat#ONNX_INT8}
     */
    public static ExportedFile export(
            Network network, Card card, ExportFormat format, INDArray rows, Path file, EightBits how) {
        return export(Exporter.of(format), network, card, format, rows, file, how);
    }

    static ExportedFile export(
            Exporter exporter, Network network, Card card, ExportFormat format, INDArray rows, Path file) {
        return export(exporter, network, card, format, rows, file, EightBits.usual(rows));
    }

    private static ExportedFile export(
            Exporter exporter,
            Network network,
            Card card,
            ExportFormat format,
            INDArray rows,
            Path file,
            EightBits how) {
        require(exporter, network, card, rows, file);
        VerificationRecord.read(file); // a damaged one is found before anything is written
        float[] exact = finite(Comparison.logits(network, rows), network.classes(), file);
        try (AtomicFile atomic = new AtomicFile(file);
                Rendition rendition = exporter.rendition(network, how)) {
            write(exporter, rendition, card, rows, atomic.temporary(), file);
            Compared compared = compare(exporter, rendition, rows, exact, atomic.temporary(), file);
            ExportedFile done = describe(network.blueprint(), compared, format, atomic.temporary(), file);
            VerificationRecord.Entry entry =
                    entry(done, golden(network.input(), network.classes(), rows, compared.expected()));
            publish(file, atomic, entry);
            return done;
        } catch (IOException e) {
            throw unwritable(file, e.toString(), e);
        }
    }

    /**
     * What came out of asking a file.
     *
     * @param expected the right answers
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Compared(float[] expected, Comparison comparison, Reduction reduction) {}

    private static void write(
            Exporter exporter, Rendition rendition, Card card, INDArray rows, Path temporary, Path file)
            throws IOException {
        try {
            exporter.write(rendition, card, rows, temporary);
        } catch (Kd4jException | BundleException e) {
            throw unwritable(file, e.getMessage(), e);
        }
    }

    static ExportException unwritable(Path file, String why, Exception cause) {
        return new ExportException(
                "%s: cannot be written (%s). Make room, or name another place".formatted(file, why), cause);
    }

    /** Both files are on the disk before either takes its place, so that a full disk changes nothing. */
    private static void publish(Path file, AtomicFile written, VerificationRecord.Entry entry) throws IOException {
        try (AtomicFile record = new AtomicFile(VerificationRecord.beside(file))) {
            Files.write(record.temporary(), VerificationRecord.with(file, entry));
            written.sync();
            record.sync();
            written.publish();
            record.publish();
        }
    }

    private static void require(Exporter exporter, Network network, Card card, INDArray rows, Path file) {
        List<String> problems = exporter.problems(network.blueprint());
        if (!problems.isEmpty()) {
            throw new ExportException(file + ": " + String.join("; ", problems));
        }
        if (card.classes().size() != network.classes()) {
            throw new ExportException("%s: %d class names are given for a network of %d classes; give one for each"
                    .formatted(file, card.classes().size(), network.classes()));
        }
        if (rows.size(0) < 1) {
            throw new ExportException(file + ": no rows to compare answers on; give at least one");
        }
    }

    private static float[] finite(float[] logits, int classes, Path file) {
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new ExportException(
                        "%s: the network itself answers row %d with %s for class %d; its training has failed. Train again with a lower learning rate"
                                .formatted(file, i / classes, logits[i], i % classes));
            }
        }
        return logits;
    }

    private static Compared compare(
            Exporter exporter, Rendition rendition, INDArray rows, float[] exact, Path written, Path file)
            throws IOException {
        Network right = rendition.asked();
        try (Model model = exporter.open(written)) {
            float[] expected = rendition.copied() ? Comparison.logits(right, rows) : exact;
            float[] actual = Comparison.logits(model, rows);
            Comparison comparison = Comparison.of(expected, actual, right.classes());
            Optional<LayerSteps> layers = exporter.check(new Answers(rows, expected, actual), rendition, written, file);
            return new Compared(expected, comparison, reduction(exact, actual, rendition, layers));
        } catch (Kd4jException e) {
            Path rejected = file.resolveSibling(file.getFileName() + ".rejected");
            Files.move(written, rejected, StandardCopyOption.REPLACE_EXISTING);
            throw new ExportException(
                    "%s. Nothing was put in its place; what was written is kept as %s. Please report it with the recipe"
                            .formatted(e.getMessage(), rejected.getFileName()),
                    e);
        }
    }

    /** Against the network as it was given: null where that is what the file holds. */
    private static Reduction reduction(
            float[] exact, float[] actual, Rendition rendition, Optional<LayerSteps> layers) {
        if (!rendition.copied()) {
            return null;
        }
        Comparison with = Comparison.of(exact, actual, rendition.network().classes());
        return new Reduction(
                rendition.rounded().map(PostTraining::quantised).orElse(List.of()),
                rendition.rounded().map(PostTraining::floats).orElse(List.of()),
                rendition.rounded().map(PostTraining::step).orElse(0.0),
                with.maxAbsDiff(),
                Comparison.meanAbsDiff(exact, actual),
                with.argMaxEqual(),
                layers);
    }

    private static ExportedFile describe(
            Blueprint plan, Compared compared, ExportFormat format, Path written, Path file) throws IOException {
        Comparison comparison = compared.comparison();
        return new ExportedFile(
                file,
                format,
                Files.size(written),
                Sha256.of(written),
                plan.parameters(),
                plan.macs(),
                comparison.maxAbsDiff(),
                comparison.rows(),
                comparison.argMaxEqual(),
                compared.reduction(),
                format.extension().equals(ExportFormat.ONNX.extension())
                        ? OnnxContents.of(written).sparse().orElse(null)
                        : null);
    }

    private static VerificationRecord.Entry entry(ExportedFile file, VerificationRecord.Golden golden) {
        return new VerificationRecord.Entry(
                file.format(),
                file.bytes(),
                file.sha256(),
                file.parameters(),
                file.macs(),
                file.maxAbsDiff(),
                file.rows(),
                file.argMaxEqual(),
                file.format().eightBits() ? file.reduction().step() : Comparison.TOLERANCE,
                golden,
                Optional.ofNullable(file.reduction()),
                Optional.ofNullable(file.sparse()));
    }

    private static VerificationRecord.Golden golden(Shape input, int classes, INDArray rows, float[] logits) {
        int kept = (int) Math.min(GOLDEN_ROWS, rows.size(0));
        float[] questions =
                rows.get(NDArrayIndex.interval(0, kept)).dup('c').data().asFloat();
        float[] answers = Arrays.copyOf(logits, kept * classes);
        return VerificationRecord.Golden.of(input, questions, classes, answers);
    }
}
