package kd4j.teacher;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Transform;
import kd4j.model.Dl4jModel;

/**
 * A network saved by DL4J's {@code ModelSerializer}, made of DL4J's own layers or of KD4J's: a {@code MultiLayerNetwork} or a
 * {@code ComputationGraph} with one input and one output. A softmax at its end is taken off.
 *
 * @param file path of the zip, from the recipe's folder
 * @param transforms what is done to a row, on top of all that the data section does, before this teacher sees it
 * @param answers which of its outputs are the data's classes
 */
@Component("dl4j")
public record Dl4jTeacher(String file, @Default("[]") List<Transform> transforms, @Default("{}") Answers answers)
        implements FileTeacher {
    public Dl4jTeacher {
        transforms = List.copyOf(transforms);
    }

    @Override
    public List<String> files() {
        return List.of(file);
    }

    @Override
    public Teacher read(Opening opening) {
        return Teacher.of(Dl4jModel.load(opening.file(file), opening.samples(transforms)));
    }
}
