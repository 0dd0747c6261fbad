package kd4j.compress;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.compress.quantise.Calibration;
import kd4j.compress.quantise.Folding;
import kd4j.compress.quantise.Placement;
import kd4j.compress.quantise.PostTraining;
import kd4j.model.Network;

/**
 * Computes with 8-bit numbers in the exported file {@code onnx-int8}: activations without a sign, on one grid for each array; weights with
 * one, on a grid for each output channel; batch norms folded into the layers before them. Without {@code training}, the trained network is
 * calibrated on training rows before it is written; with it, the network is trained with every rounding that the file will have, from that
 * epoch on, with grids that are learned along, while the method goes on. Recurrent layers, attention and other functions than relu and relu6
 * stay in 32 bits; the file's record names them. Sources: Jacob et al., arXiv 1712.05877; Esser et al., arXiv 1902.08153.
 *
 * @param training when training with rounding begins, at a whole epoch; left out, the network is quantised after its training
 * @param calibration how grids are chosen from the numbers that calibration sees; not with {@code training}, which learns them
 * @param rows training rows that calibration looks at
 * @param biasCorrection whether shifts of channels by rounding are taken out of the biases; not with {@code training}
 * @param equalise whether channels of neighbouring layers are scaled to like ranges of weights; not with {@code training}
 * @param bits of each weight: 8, or 7 for processors whose 8-bit products overflow (x86 without VNNI)
 * @param layers patterns of names of the convolutions and dense layers that are quantised
 */
@Component("quantise")
public record Quantise(
        Optional<EpochSchedule> training,
        @Default("{type: min-max}") Calibration calibration,
        @Default("512") int rows,
        @Default("false") boolean biasCorrection,
        @Default("false") boolean equalise,
        @Default("8") int bits,
        @Default("['*']") List<String> layers)
        implements Compression {
    public Quantise {
        Require.positive("rows", rows);
        Require.that(bits == 7 || bits == 8, "bits", bits, "7 or 8");
        layers = List.copyOf(layers);
        Require.that(!layers.isEmpty(), "layers", layers, "one or more names of layers, with stars for any letters");
        boolean aware = training.isPresent();
        Require.that(!(aware && equalise), "equalise", equalise, "false with training");
        Require.that(!(aware && biasCorrection), "bias-correction", biasCorrection, "false with training");
    }

    /** After the training. */
    public static Quantise after(Calibration calibration) {
        return new Quantise(Optional.empty(), calibration, 512, false, false, 8, List.of("*"));
    }

    /** In the training. */
    public static Quantise during(EpochSchedule training) {
        return new Quantise(
                Optional.of(training), PostTraining.Settings.USUAL.calibration(), 512, false, false, 8, List.of("*"));
    }

    /** What is done before the file is written. */
    public PostTraining.Settings settings() {
        return new PostTraining.Settings(calibration, biasCorrection, equalise, bits, layers);
    }

    /** Of a step that works after the training, the beginning, where nothing is done. */
    @Override
    public EpochSchedule schedule() {
        return training.orElse(EpochSchedule.at(0));
    }

    @Override
    public boolean reshapes() {
        return training.isPresent();
    }

    @Override
    public Compressor begin(Setting setting) {
        List<String> problems = Weights.problems(setting.student(), layers);
        if (problems.isEmpty() && placed(setting).quantised().isEmpty()) {
            problems = List.of(
                    "layers: none of the layers that are meant can be quantised. Convolutions and dense layers of vectors can");
        }
        if (!problems.isEmpty()) {
            throw new CompressException(problems);
        }
        return new QuantisedTraining(this, setting);
    }

    private Placement placed(Setting setting) {
        try (Network network = Network.create(setting.student(), setting.seed());
                Network folded = Folding.of(network)) {
            return place(folded);
        }
    }

    Placement place(Network folded) {
        return Placement.of(folded.blueprint(), layers, bits, training.isPresent());
    }
}
