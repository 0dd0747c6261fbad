package kd4j.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import kd4j.edge.Bundle;
import kd4j.edge.BundleException;
import kd4j.edge.Limits;
import kd4j.edge.Manifest;
import kd4j.file.AtomicFile;

/**
 * A copy of a bundle whose model card says what was measured. All other entries are those of the bundle, byte for byte; the
 * bundle itself stays as it is, because records beside it hold its digest.
 */
public final class MeasuredBundle {
    private static final String HEADING = "\n## Measured\n";

    private MeasuredBundle() {}

    /**
     * Writes the copy, and reads it once before it is put in its place.
     *
     * @param measured what the card says under the heading "Measured", in Markdown; takes the place of an older one
     * @param copy where to; folders that are missing are made
     * @throws ExportException when the bundle is none, is where the copy would go, or the copy cannot be written
     */
    public static void write(Path bundle, String measured, Path copy) {
        try {
            if (Files.exists(copy) && Files.isSameFile(bundle, copy)) {
                throw new ExportException(copy
                        + ": is the bundle itself, whose digest the records beside it hold. Choose another folder");
            }
            Bundle checked = Bundle.of(bundle.toString(), Files.readAllBytes(bundle), Limits.USUAL);
            Map<String, byte[]> entries = entries(bundle);
            entries.put(Bundle.CARD, BundleFile.text(card(checked.text(Bundle.CARD), measured)));
            Files.createDirectories(copy.toAbsolutePath().getParent());
            try (AtomicFile file = new AtomicFile(copy)) {
                BundleFile.write(file.temporary(), listing(checked.manifest(), entries), entries);
                Bundle.of(copy.toString(), Files.readAllBytes(file.temporary()), Limits.USUAL);
                file.sync();
                file.publish();
            }
        } catch (BundleException e) {
            throw new ExportException(e.getMessage(), e);
        } catch (IOException e) {
            throw new ExportException(
                    "%s: no copy of %s can be written there (%s). Choose another folder".formatted(copy, bundle, e), e);
        }
    }

    private static Map<String, byte[]> entries(Path bundle) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        entries.remove(Manifest.NAME);
        return entries;
    }

    private static String card(String before, String measured) {
        int old = before.indexOf(HEADING);
        return (old < 0 ? before : before.substring(0, old)).stripTrailing() + "\n" + HEADING + "\n" + measured.strip()
                + "\n";
    }

    private static Manifest listing(Manifest manifest, Map<String, byte[]> entries) {
        return new Manifest(
                manifest.model(),
                manifest.input(),
                manifest.network(),
                manifest.channelsFirst(),
                manifest.classes(),
                manifest.outputs(),
                manifest.golden(),
                manifest.scaled(),
                manifest.tolerance(),
                manifest.steps(),
                BundleFile.listed(entries));
    }
}
