package kd4j.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.model.Architecture;
import kd4j.optim.Training;

/**
 * A teacher that is trained here, on the labels of the same data or from another teacher, and kept under the digest of everything that it depends on,
 * so that it is trained once however many recipes use it.
 *
 * @param architecture the network
 * @param training how it is trained
 * @param eachSeed whether every seed of the recipe gets a teacher of its own; otherwise all share the first seed's
 * @param from another teacher, from which this one is distilled; labels alone when left out. It is trained with this one's seed
 * @param forward what computes its answers once it is trained; network when left out. With onnx-runtime a run is refused where an answer to
 *     the first 1,000 training rows differs from the network's by more than 1e-4 times the larger of 1 and its size. The command bench
 *     teacher says which is faster on a machine
 */
@Component("train")
public record TrainedTeacher(
        Architecture architecture,
        Training training,
        @Default("false") boolean eachSeed,
        Optional<Distillation> from,
        Optional<Forward> forward)
        implements TeacherSource {
    /** What computes the answers of a teacher that does not change any more. */
    public enum Forward {
        /** The arithmetic that trained it. */
        NETWORK,
        /** ONNX Runtime, on the network written as an ONNX graph: the same numbers but for roundings. */
        ONNX_RUNTIME
    }

    /** A teacher that learns from labels. */
    public TrainedTeacher(Architecture architecture, Training training, boolean eachSeed) {
        this(architecture, training, eachSeed, Optional.empty(), Optional.empty());
    }

    /** Whether ONNX Runtime computes its answers. */
    public boolean byOnnxRuntime() {
        return forward.filter(Forward.ONNX_RUNTIME::equals).isPresent();
    }

    @Override
    public List<TrainedTeacher> trained() {
        List<TrainedTeacher> all = new ArrayList<>(List.of(this));
        from.ifPresent(step -> all.addAll(step.teacher().trained()));
        return all;
    }

    @Override
    public List<FileTeacher> filed() {
        return from.map(step -> step.teacher().filed()).orElse(List.of());
    }
}
