package kd4j.method;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kd4j.data.Seeds;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Loss;
import kd4j.loss.Outputs;
import kd4j.loss.Part;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.loss.course.Course;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks that learn along with the student: from labels, from the student and from each other. */
record Peers(List<Network> peers, Course weight, Loss loss) implements Summand {
    private static final Loss LABELS = new CrossEntropy();
    private static final Set<String> LOGITS = Set.of(Outputs.LOGITS);

    static Optional<Peers> of(Mutual settings, Context context, List<String> problems) {
        if (context.asked().targets()) {
            throw new RowsException(
                    List.of(
                            "method: mutual: peers learn from classes, and the rows have numbers to predict. Choose another method"));
        }
        if (!settings.loss().studentTaps().equals(LOGITS)
                || !settings.loss().teacherTaps().equals(LOGITS)) {
            problems.add("loss: mutual compares class scores, this loss reads %s and %s"
                    .formatted(settings.loss().studentTaps(), settings.loss().teacherTaps()));
            return Optional.empty();
        }
        Blueprint student = context.student();
        Blueprint plan = settings.architecture()
                .map(a -> a.blueprint(student.input(), student.classes()))
                .orElse(student);
        List<Network> peers = new ArrayList<>();
        for (int i = 0; i < settings.peers(); i++) {
            peers.add(Network.create(plan, Seeds.mix(Seeds.Use.INITIAL, context.seed(), "peer".hashCode(), i)));
        }
        return Optional.of(new Peers(peers, settings.weight(), settings.loss()));
    }

    @Override
    public Set<String> studentTaps() {
        return LOGITS;
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of();
    }

    @Override
    public Share evaluate(Signals signals, Step step) {
        double factor = weight.at(signals.progress());
        List<INDArray> answers = new ArrayList<>(List.of(signals.student().logits()));
        peers.forEach(peer -> answers.add(signals.student().logits().like()));
        teach(0, signals, step, factor, answers);
        Said said = hear(0, signals, answers);
        said.gradient().muli(factor);
        return new Share(
                new Part("", factor, "mutual", said.value(), said.parts()), Map.of(Outputs.LOGITS, said.gradient()));
    }

    /** All peers answer before any of them learns: each one's objective runs inside the one before. */
    private void teach(int index, Signals signals, Step step, double factor, List<INDArray> answers) {
        if (index == peers.size()) {
            return;
        }
        long seed = Seeds.mix(Seeds.Use.NOISE, step.seed(), step.number(), "peer".hashCode(), index);
        peers.get(index).learn(step.batch().features(), LOGITS, seed, given -> {
            answers.get(index + 1).assign(given.get(Outputs.LOGITS));
            teach(index + 1, signals, step, factor, answers);
            INDArray gradient = hear(index + 1, signals, answers).gradient().muli(factor);
            Signals own = seen(signals, answers.get(index + 1), answers.get(index + 1));
            gradient.addi(LABELS.evaluate(own).gradients().get(Outputs.LOGITS));
            return new HashMap<>(Map.of(Outputs.LOGITS, gradient));
        });
    }

    /** What one network hears from all others. */
    private record Said(double value, INDArray gradient, List<Part> parts) {}

    private Said hear(int listener, Signals signals, List<INDArray> answers) {
        List<Part> parts = new ArrayList<>();
        INDArray gradient = null;
        for (int i = 0; i < answers.size(); i++) {
            if (i != listener) {
                Term term = loss.evaluate(seen(signals, answers.get(listener), answers.get(i)));
                parts.add(term.weighted(1.0 / peers.size()).named("peer" + i));
                INDArray more = term.gradients().get(Outputs.LOGITS).divi(peers.size());
                gradient = gradient == null ? more : gradient.addi(more);
            }
        }
        return new Said(parts.stream().mapToDouble(p -> p.weight() * p.value()).sum(), gradient, parts);
    }

    private static Signals seen(Signals signals, INDArray student, INDArray teacher) {
        return new Signals(signals.labels(), Outputs.ofLogits(student), Outputs.ofLogits(teacher), signals.progress());
    }

    @Override
    public Map<String, Network> helpers() {
        Map<String, Network> all = new TreeMap<>();
        for (int i = 0; i < peers.size(); i++) {
            all.put("peer" + (i + 1), peers.get(i));
        }
        return all;
    }
}
