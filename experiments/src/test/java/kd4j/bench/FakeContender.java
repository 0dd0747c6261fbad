package kd4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers what it was told to, process after process, and writes down whom it measured. */
record FakeContender(Side side, String name, boolean imagesOnly, List<Measurement> answers, List<String> log)
        implements Contender {
    static FakeContender of(Side side, String name, List<String> log, Measurement... answers) {
        return new FakeContender(side, name, false, new ArrayList<>(List.of(answers)), log);
    }

    static Measurement steps(String framework, BenchModel model, long peakKb, Double... millis) {
        return timed(framework, model, peakKb, List.of(), millis);
    }

    static Measurement timed(String framework, BenchModel model, long peakKb, List<Double> kernels, Double... millis) {
        return new Measurement(
                framework,
                "",
                model.name(),
                1,
                model.parameters(),
                List.of(2.3),
                2.2,
                List.of(millis),
                1,
                peakKb,
                0.5,
                Map.of(),
                kernels);
    }

    @Override
    public boolean fits(BenchModel model) {
        return model.images() || !imagesOnly;
    }

    @Override
    public Measurement measure(BenchModel model, int threads) {
        log.add("%s %s %d".formatted(name, model.name(), threads));
        if (answers.isEmpty()) {
            throw new BenchException("it broke");
        }
        return answers.remove(0);
    }
}
