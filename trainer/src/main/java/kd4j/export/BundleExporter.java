package kd4j.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kd4j.edge.Bundle;
import kd4j.edge.Manifest;
import kd4j.file.Floats;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The edge bundle: an ONNX file with all that its users need, as {@link Bundle} describes it.
 *
 * @param format which bundle
 */
record BundleExporter(ExportFormat format) implements Exporter {
    private static final int GOLDEN_ROWS = 16;

    private ExportFormat inner() {
        return format.inBundle();
    }

    /** Zeros are packed by the zip itself, in as few bytes, and a device's runtime need not know of other forms. */
    private Exporter onnx() {
        return format.eightBits()
                ? Exporter.of(inner())
                : new OnnxExporter(new OnnxStorage(inner() == ExportFormat.ONNX_FP16, false));
    }

    @Override
    public List<String> problems(Blueprint plan) {
        return onnx().problems(plan);
    }

    @Override
    public Rendition rendition(Network network, EightBits how) {
        return onnx().rendition(network, how);
    }

    @Override
    public void write(Network network, Card card, Path file) {
        throw new ExportException(file + ": a bundle needs rows; export it with kd4j.export.Exporters");
    }

    @Override
    public void write(Rendition rendition, Card card, INDArray rows, Path file) throws IOException {
        Network network = rendition.network();
        BundleParts parts = card.bundle().orElseGet(() -> BundleParts.plain(rows));
        int golden =
                (int) Math.min(GOLDEN_ROWS, Math.min(rows.size(0), parts.raw().size(0)));
        float[] answers = Comparison.logits(rendition.asked(), first(rows, golden));
        Map<String, byte[]> entries = new TreeMap<>();
        byte[] model = model(rendition, card, rows, file);
        entries.put(Bundle.MODEL, model);
        entries.put(Bundle.LABELS, BundleFile.text(card.classes()));
        entries.put(
                Bundle.GOLDEN_INPUTS,
                Floats.bytes(first(parts.raw(), golden).dup('c').data().asFloat()));
        entries.put(Bundle.GOLDEN_OUTPUTS, Floats.bytes(answers));
        Blueprint plan = network.blueprint();
        Optional<BundleParts.Chosen> chosen = parts.thresholds().map(t -> t.of(network));
        BundleParts.Facts facts = new BundleParts.Facts(
                inner(), model.length, plan.parameters(), plan.macs(), chosen.map(BundleParts.Chosen::words));
        entries.put(Bundle.CARD, BundleFile.text(parts.words().card(facts)));
        entries.put(Bundle.LICENCES, BundleFile.text(parts.words().licences()));
        entries.put(Bundle.PROVENANCE, BundleFile.text(parts.words().provenance()));
        chosen.ifPresent(c -> entries.put(Bundle.THRESHOLDS, BundleFile.thresholds(c.values())));
        BundleFile.write(file, manifest(rendition, parts, golden, entries), entries);
    }

    private static INDArray first(INDArray rows, int count) {
        return rows.get(NDArrayIndex.interval(0, count));
    }

    private byte[] model(Rendition rendition, Card card, INDArray rows, Path file) throws IOException {
        Path onnx = file.resolveSibling(file.getFileName() + ".onnx");
        try {
            onnx().write(rendition, card, rows, onnx);
            return Files.readAllBytes(onnx);
        } finally {
            Files.deleteIfExists(onnx);
        }
    }

    private Manifest manifest(Rendition rendition, BundleParts parts, int golden, Map<String, byte[]> entries) {
        long[] raw = parts.raw().shape();
        return new Manifest(
                inner().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Arrays.stream(raw).skip(1).mapToObj(Math::toIntExact).toList(),
                rendition.network().input().sizes(),
                true,
                parts.classes(),
                rendition.network().classes(),
                golden,
                !format.eightBits(),
                rendition.rounded().map(r -> r.step()).orElse(Comparison.TOLERANCE),
                BundleSteps.of(parts.transforms()),
                BundleFile.listed(entries));
    }

    @Override
    public Model open(Path file) {
        return BundleModel.open(file);
    }

    /** The ONNX file in it is held to what it would be held to alone, and raw rows must be prepared in the runtime as they were here. */
    @Override
    public Optional<LayerSteps> check(Answers answers, Rendition rendition, Path written, Path file) {
        try (BundleModel model = BundleModel.open(written)) {
            model.replayed();
            Path onnx = written.resolveSibling(written.getFileName() + ".onnx");
            try {
                Files.write(onnx, model.onnx());
                return onnx().check(answers, rendition, onnx, file);
            } finally {
                Files.deleteIfExists(onnx);
            }
        } catch (IOException e) {
            throw new ExportException("%s: its model cannot be looked at (%s). Make room".formatted(file, e), e);
        }
    }
}
