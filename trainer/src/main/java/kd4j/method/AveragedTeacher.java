package kd4j.method;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.loss.Loss;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The moving average of the student, asked about each batch. */
final class AveragedTeacher implements Summand {
    private static final Set<String> LOGITS = Set.of(Outputs.LOGITS);

    private final MeanTeacher settings;
    private final Network average;
    private long step;

    AveragedTeacher(MeanTeacher settings, Context context) {
        this.settings = settings;
        this.average = Network.create(context.student(), context.seed());
    }

    static boolean fits(Loss loss, List<String> problems) {
        boolean fits = loss.studentTaps().equals(LOGITS) && loss.teacherTaps().equals(LOGITS);
        if (!fits) {
            problems.add("loss: mean-teacher compares class scores, this loss reads %s and %s"
                    .formatted(loss.studentTaps(), loss.teacherTaps()));
        }
        return fits;
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
    public void start(INDArray parameters) {
        average.setParameters(parameters);
    }

    @Override
    public Share evaluate(Signals signals, Step now) {
        step = now.number();
        Map<String, INDArray> answer = average.forward(now.batch().features(), LOGITS);
        Signals seen = new Signals(
                signals.labels(), signals.student(), new Outputs(answer), signals.progress(), signals.targets());
        Share share = Share.of(settings.loss().evaluate(seen), settings.weight().at(signals.progress()));
        answer.values().forEach(INDArray::close);
        return new Share(share.part().named("mean-teacher"), share.gradients());
    }

    @Override
    public void done(INDArray parameters) {
        double kept = Math.min(settings.decay(), (1.0 + step) / (10.0 + step));
        average.parameters().muli(kept).addi(parameters.mul(1 - kept));
    }

    @Override
    public Map<String, INDArray> memory() {
        return Map.of("mean-teacher", average.parameters());
    }

    @Override
    public void close() {
        average.close();
    }
}
