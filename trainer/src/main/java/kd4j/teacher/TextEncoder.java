package kd4j.teacher;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Transform;
import kd4j.model.onnx.TokenModel;

/**
 * A text encoder of BERT's kind in an ONNX file, such as MiniLM, run by ONNX Runtime. It has no class scores; its only tap is
 * {@code embedding}, the mean over a text's token vectors, of length 1, which a student learns by a loss of features such as hint
 * behind an adapter. The data must be numbers of tokens of its own vocabulary, padded with 0: data of type text with its vocab.txt.
 * Source: Reimers and Gurevych, arXiv 1908.10084.
 *
 * @param file path of the .onnx file, from the recipe's folder
 * @param output name of the output that has a vector for each token
 */
@Component("text-encoder")
public record TextEncoder(String file, @Default("last_hidden_state") String output) implements FileTeacher {
    @Override
    public List<String> files() {
        return List.of(file);
    }

    @Override
    public List<Transform> transforms() {
        return List.of();
    }

    @Override
    public Answers answers() {
        return Answers.PLAIN;
    }

    @Override
    public Teacher read(Opening opening) {
        return Teacher.of(TokenModel.open(opening.file(file), opening.threads(), output, opening.samples()));
    }
}
