package kd4j.method;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.loss.Hint;
import kd4j.loss.Loss;
import kd4j.loss.Outputs;
import kd4j.loss.Reduction;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.method.adapter.Factors;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The second stage of factor transfer: the student's factors beside those that the trained paraphraser finds in the teacher. */
record Paraphrased(FactorTransfer settings, Taps.Pair pair, Network paraphraser, Network translator)
        implements Summand {
    private static final Loss REBUILT = new Hint(Reduction.ELEMENT_MEAN);

    static Optional<Paraphrased> of(FactorTransfer settings, Context context, List<String> problems) {
        List<Taps.Pair> pairs = settings.at().pairs(context, problems);
        if (problems.isEmpty() && pairs.size() != 1) {
            problems.add("at: factor-transfer compares one layer of each network, given " + pairs);
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Taps.Pair pair = pairs.get(0);
        Shape student = context.student().shapes().get(pair.student());
        Shape teacher = context.teacher().get(pair.teacher());
        try {
            int channels = (int) Math.max(1, Math.round(settings.factors() * teacher.channels()));
            Network paraphraser = Network.create(Factors.paraphraser(teacher, channels), seed(context, 0));
            Network translator = Network.create(Factors.translator(student, teacher, channels), seed(context, 1));
            return Optional.of(new Paraphrased(settings, pair, paraphraser, translator));
        } catch (ShapeException e) {
            problems.add("at: '%s' of the student, %s, and '%s' of the teacher, %s: %s"
                    .formatted(pair.student(), student, pair.teacher(), teacher, e.getMessage()));
            return Optional.empty();
        }
    }

    private static long seed(Context context, int use) {
        return Seeds.mix(Seeds.Use.INITIAL, context.seed(), "factors".hashCode(), use);
    }

    /** The first stage. */
    Summand paraphrasing() {
        return new Paraphrasing(pair.teacher(), paraphraser);
    }

    @Override
    public Set<String> studentTaps() {
        return Set.of(pair.student());
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(pair.teacher());
    }

    @Override
    public Share evaluate(Signals signals, Step step) {
        double factor = settings.weight().at(signals.progress());
        Map<String, INDArray> known =
                paraphraser.forward(signals.teacher().at(pair.teacher()), Set.of(Factors.FACTORS));
        Outputs teacher = new Outputs(Map.of(Outputs.TAP, known.get(Factors.FACTORS)));
        Term[] term = new Term[1];
        INDArray input = signals.student().at(pair.student());
        INDArray gradient = translator
                .relay(Map.of(Blueprint.INPUT, input), Set.of(Factors.FACTORS), step.number(), given -> {
                    Outputs student = new Outputs(Map.of(Outputs.TAP, given.get(Factors.FACTORS)));
                    term[0] = settings.loss()
                            .evaluate(new Signals(signals.labels(), student, teacher, signals.progress()));
                    INDArray found = term[0].gradients().get(Outputs.TAP).muli(factor);
                    return new HashMap<>(Map.of(Factors.FACTORS, found));
                })
                .get(Blueprint.INPUT);
        known.values().forEach(INDArray::close);
        return new Share(term[0].weighted(factor), Map.of(pair.student(), gradient));
    }

    @Override
    public Map<String, Network> helpers() {
        return Map.of("translator", translator);
    }

    /** How well the teacher's array is made again; there is nothing in it for the student. */
    private record Paraphrasing(String tap, Network paraphraser) implements Summand {
        @Override
        public Set<String> studentTaps() {
            return Set.of();
        }

        @Override
        public Set<String> teacherTaps() {
            return Set.of(tap);
        }

        @Override
        public Share evaluate(Signals signals, Step step) {
            INDArray teacher = signals.teacher().at(tap);
            Term[] term = new Term[1];
            paraphraser.learn(teacher, Set.of(Factors.REBUILT), step.number(), given -> {
                Outputs rebuilt = new Outputs(Map.of(Outputs.TAP, given.get(Factors.REBUILT)));
                Outputs known = new Outputs(Map.of(Outputs.TAP, teacher));
                term[0] = REBUILT.evaluate(new Signals(signals.labels(), rebuilt, known, signals.progress()));
                return Map.of(Factors.REBUILT, term[0].gradients().get(Outputs.TAP));
            });
            return new Share(term[0].weighted(1).named("paraphraser"), Map.of());
        }

        @Override
        public Map<String, Network> helpers() {
            return Map.of("paraphraser", paraphraser);
        }
    }
}
