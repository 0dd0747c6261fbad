package kd4j.teacher;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.model.Architecture;
import kd4j.optim.Training;

/**
 * A teacher that is trained here, on the labels of the same data, and kept under the digest of everything that it depends on,
 * so that it is trained once however many recipes use it.
 *
 * @param architecture the network
 * @param training how it is trained
 * @param eachSeed whether every seed of the recipe gets a teacher of its own; otherwise all share the first seed's
 */
@Component("train")
public record TrainedTeacher(Architecture architecture, Training training, @Default("false") boolean eachSeed)
        implements TeacherSource {
    @Override
    public List<TrainedTeacher> trained() {
        return List.of(this);
    }
}
