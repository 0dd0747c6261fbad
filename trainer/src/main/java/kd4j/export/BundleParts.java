package kd4j.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an edge bundle holds beside the network and the names of its outputs.
 *
 * @param transforms what is done to a raw row before the network sees it, in order: descriptions of {@code normalize}, {@code scale}, {@code
 *     resize} and {@code repeat-channels}, as {@link kd4j.component.Components#describe} gives them
 * @param raw {@code [rows, ...sizes]}: the first of the rows that answers are compared on, before these transforms, in the units of the data
 * @param classes whether the outputs are logits of classes; else they are numbers to predict
 * @param thresholds from which probability on an answer is accepted; empty for always
 * @param words the texts
 */
public record BundleParts(
        List<Map<String, Object>> transforms,
        INDArray raw,
        boolean classes,
        Optional<Threshold> thresholds,
        Words words) {
    public BundleParts {
        transforms = List.copyOf(transforms);
    }

    /** Chooses thresholds by the network whose answers they are for. */
    public interface Threshold {
        /** What is chosen. */
        Chosen of(Model student);
    }

    /**
     * Thresholds of a student.
     *
     * @param values from which probability on each class is accepted, 0 to 1
     * @param words what came of them, in Markdown, for the model card
     */
    public record Chosen(List<Double> values, String words) {
        public Chosen {
            values = List.copyOf(values);
        }
    }

    /** The texts of a bundle. */
    public interface Words {
        /** The model card, in Markdown. */
        String card(Facts facts);

        /** Under what the bundle and what went into it may be used. */
        String licences();

        /** Where it comes from, as JSON. */
        String provenance();
    }

    /**
     * What is known of the model when the card is written.
     *
     * @param format of the ONNX file in the bundle
     * @param bytes length of that file
     * @param parameters trained numbers in it
     * @param macs multiply-accumulate operations for one sample
     * @param thresholds what came of the thresholds, in Markdown; empty for none
     */
    public record Facts(ExportFormat format, long bytes, long parameters, long macs, Optional<String> thresholds) {}

    /** Parts of a network that takes its rows as they are, and of which nothing else is known. */
    static BundleParts plain(INDArray rows) {
        return new BundleParts(List.of(), rows, true, Optional.empty(), new Words() {
            @Override
            public String card(Facts facts) {
                return "# A student\n\n%d bytes, %d parameters, %d multiply-accumulates a row.\n"
                        .formatted(facts.bytes(), facts.parameters(), facts.macs());
            }

            @Override
            public String licences() {
                return "Nothing was said about licences.\n";
            }

            @Override
            public String provenance() {
                return "{}\n";
            }
        });
    }
}
