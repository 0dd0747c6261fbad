package kd4j.teacher;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Transform;
import kd4j.model.Dl4jModel;

/**
 * A network saved by Keras 2 with its architecture as HDF5 ({@code model.save("teacher.h5")}): sequential or functional, one
 * input, one output of class scores, made of layers that DL4J can import. A softmax at its end is taken off. The newer format
 * {@code .keras} is not read.
 *
 * @param file path of the .h5 file, from the recipe's folder
 * @param transforms what is done to a row, on top of all that the data section does, before this teacher sees it
 * @param answers which of its outputs are the data's classes
 */
@Component("keras")
public record KerasTeacher(String file, @Default("[]") List<Transform> transforms, @Default("{}") Answers answers)
        implements FileTeacher {
    public KerasTeacher {
        transforms = List.copyOf(transforms);
    }

    @Override
    public List<String> files() {
        return List.of(file);
    }

    @Override
    public Teacher read(Opening opening) {
        return Teacher.of(Dl4jModel.ofKeras(opening.file(file), opening.samples(transforms)));
    }
}
