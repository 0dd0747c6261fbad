package kd4j.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kd4j.compress.Quantise;
import kd4j.compress.quantise.PostTraining;
import kd4j.data.Batches;
import kd4j.data.Transform;
import kd4j.data.Truth;
import kd4j.engine.Evaluator;
import kd4j.export.BundleParts;
import kd4j.export.Card;
import kd4j.export.EightBits;
import kd4j.export.ExportedFile;
import kd4j.export.Exporters;
import kd4j.method.BiasShift;
import kd4j.metric.Thresholds;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.recipe.Recipe;
import kd4j.teacher.Teacher;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is done to a distilled student after its last epoch: the bias shift, which becomes part of the network, and the files.
 *
 * @param recipe the recipe
 * @param data the rows
 * @param folder where the files go
 * @param teacher for the figures of agreement
 * @param digest of the resolved recipe
 * @param alarm is told what was wanted and not reached
 */
record Finish(
        Recipe recipe,
        Prepared data,
        RunFolder.ArmFolder folder,
        Teacher teacher,
        String digest,
        Consumer<String> alarm) {
    /** Rows of the test part on which an exported file must give the network's answers. */
    private static final int ROWS_COMPARED = 1000;
    /** Training rows that calibration looks at where the recipe says nothing. */
    private static final int ROWS_CALIBRATED = 512;

    ArmResult of(Network network, ArmResult result) {
        ArmResult.Shifted shifted = recipe.student()
                .biasShift()
                .map(settings -> shift(network, settings))
                .orElse(null);
        return result.with(shifted, export(network, words(result, shifted)));
    }

    private ArmResult.Shifted shift(Network network, BiasShift settings) {
        Evaluator test = Evaluator.of(data.data().test(), data.transforms(), teacher.onTest());
        double best = chosen(settings, test, network);
        double chosen = chosen(settings, Evaluator.of(data.validation(), data.transforms(), Optional.empty()), network);
        raise(network, settings, best);
        var onTest = test.assess(network);
        raise(network, settings, chosen - best);
        Evaluator.Judged selected = test.judge(network);
        PredictionFile.write(folder.shiftedPredictions(), selected.predictions());
        return new ArmResult.Shifted(chosen, selected.result(), best, onTest);
    }

    private static double chosen(BiasShift settings, Evaluator rows, Network network) {
        try (INDArray logits = rows.logits(network)) {
            return settings.choose(logits, rows.labels()).shift();
        }
    }

    private static void raise(Network network, BiasShift settings, double by) {
        INDArray bias = network.parameter(Blueprint.LOGITS, "bias");
        settings.classes().forEach(c -> bias.putScalar(c, bias.getDouble(c) + by));
    }

    private BundleWords words(ArmResult result, ArmResult.Shifted shifted) {
        return new BundleWords(recipe, digest, data, result, shifted == null ? result.test() : shifted.test());
    }

    private List<ExportedFile> export(Network network, BundleWords words) {
        Optional<Quantise> quantise = quantise();
        try (INDArray rows = someRows(data.transforms());
                INDArray raw = someRows(List.of());
                INDArray seen = calibration(quantise.map(Quantise::rows).orElse(ROWS_CALIBRATED))) {
            Card card = new Card(data.data().outputs(), preprocessing(), Optional.of(bundle(raw, words)));
            EightBits how = new EightBits(quantise.map(Quantise::settings).orElse(PostTraining.Settings.USUAL), seen);
            return recipe.export().stream()
                    .map(format -> Exporters.export(network, card, format, rows, folder.student(format), how))
                    .toList();
        }
    }

    private BundleParts bundle(INDArray raw, BundleWords words) {
        boolean classes = data.data().kind() == Truth.Kind.CLASSES;
        return new BundleParts(
                data.described(), raw, classes, recipe.thresholds().map(this::chooser), words);
    }

    private BundleParts.Threshold chooser(Thresholds thresholds) {
        return student -> new ChosenThresholds(thresholds, data, alarm).of(student);
    }

    private Optional<Quantise> quantise() {
        return recipe.plan().stream()
                .filter(Quantise.class::isInstance)
                .map(Quantise.class::cast)
                .findFirst();
    }

    /** Training rows, the first of them and then at even distances, so that rows in the order of their classes show all of these. */
    private INDArray calibration(int wanted) {
        int rows = Math.min(wanted, data.train().size());
        int[] some = IntStream.range(0, rows)
                .map(i -> (int) ((long) i * data.train().size() / rows))
                .toArray();
        return Batches.evaluation(data.train().select(some), data.transforms(), rows)
                .batch(0)
                .features();
    }

    private Optional<String> preprocessing() {
        List<Map<String, Object>> steps = data.described();
        return steps.isEmpty() ? Optional.empty() : Optional.of(Json.line(steps));
    }

    private INDArray someRows(List<Transform> transforms) {
        int rows = Math.min(ROWS_COMPARED, data.data().test().size());
        return Batches.evaluation(data.data().test(), transforms, rows).batch(0).features();
    }
}
