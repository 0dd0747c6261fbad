package kd4j.teacher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Transform;
import kd4j.model.onnx.OnnxModel;
import kd4j.model.onnx.Wiring;

/**
 * Any network in an ONNX file, run by ONNX Runtime on the CPU: one input of 32-bit floats whose first axis, the batch, is free,
 * and an output [batch, classes]. Images are given in the order of axes that it wants; a network that takes vectors is given
 * images flat in that order.
 *
 * @param file path of the .onnx file, from the recipe's folder
 * @param input name of its input; needed only to be sure, since there is one
 * @param output name of the output that gives class scores; needed where there are several
 * @param taps further outputs for methods that look inside, by the name of the tap, as in {features: relu4}
 * @param layout order of axes of images there
 * @param transforms what is done to a row, on top of all that the data section does, before this teacher sees it, such as
 *     normalize and resize
 * @param answers what the scores are, and which of its outputs are the data's classes
 */
@Component("onnx")
public record OnnxTeacher(
        String file,
        Optional<String> input,
        Optional<String> output,
        @Default("{}") Map<String, String> taps,
        @Default("channels-first") Layout layout,
        @Default("[]") List<Transform> transforms,
        @Default("{}") Answers answers)
        implements FileTeacher {
    /** Where the channels of images stand. */
    public enum Layout {
        /** [batch, channels, height, width], as PyTorch exports. */
        CHANNELS_FIRST,
        /** [batch, height, width, channels], as TensorFlow exports. */
        CHANNELS_LAST
    }

    public OnnxTeacher {
        taps = Map.copyOf(taps);
        transforms = List.copyOf(transforms);
    }

    @Override
    public List<String> files() {
        return List.of(file);
    }

    @Override
    public Teacher read(Opening opening) {
        Wiring wiring = new Wiring(
                input, output, taps, layout == Layout.CHANNELS_FIRST, Optional.of(opening.samples(transforms)));
        return Teacher.of(OnnxModel.open(opening.file(file), opening.threads(), wiring));
    }
}
