package kd4j.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Kd4jException;
import kd4j.component.ShapeException;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.model.onnx.TokenModel;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against PyTorch, which made the file and the means of its vectors over the tokens that are no padding. */
class TextEncoderTest {
    private static final Samples ROWS = Stock.samples(Shape.of(6), Stock.table("encoder-rows.csv"));
    private static final Opening OPENING = Stock.opening(Path.of("."), ROWS, "a", "b");
    private static final String FILE = Stock.file("encoder.onnx").toString();
    private static final Set<String> EMBEDDING = Set.of(TokenModel.EMBEDDING);

    private static double[][] embeddings(Teacher teacher, Samples rows) {
        Batch batch = Batches.evaluation(rows, List.of(), rows.size()).batch(0);
        try (INDArray answer = teacher.signals(batch, EMBEDDING).get(TokenModel.EMBEDDING)) {
            return answer.toDoubleMatrix();
        }
    }

    @Test
    void aTextIsTheMeanOfItsTokens() {
        double[][] expected = Stock.table("encoder-embeddings.csv");
        try (Teacher teacher = new TextEncoder(FILE, "last_hidden_state").open(OPENING)) {
            TeacherContract.assertClose(expected, embeddings(teacher, ROWS));
            // Padding that no row of the batch needs makes no difference.
            TeacherContract.assertClose(new double[][] {expected[1]}, embeddings(teacher, ROWS.select(new int[] {1})));
            assertEquals(Map.of(TokenModel.EMBEDDING, Shape.of(4)), teacher.shapes());
            assertEquals(40, teacher.parameters());
        }
    }

    @Test
    void itHasNoClassScores() {
        try (Teacher teacher = new TextEncoder(FILE, "last_hidden_state").open(OPENING)) {
            assertEquals(0, teacher.classes());
            teacher.mustFit(Shape.of(6), 2, EMBEDDING);
            ShapeException e =
                    assertThrows(ShapeException.class, () -> teacher.mustFit(Shape.of(6), 2, Set.of("logits")));
            assertTrue(e.getMessage().contains("no tap 'logits'; it has [embedding]"), e.getMessage());
        }
    }

    @Test
    void otherFilesAreRefused() {
        assertRefused(
                new TextEncoder(Stock.file("looking.onnx").toString(), "scores"),
                "a text encoder takes [attention_mask, input_ids, token_type_ids] or some of these; this file takes [pixels]");
        assertRefused(new TextEncoder(FILE, "pooled"), "it has no output named 'pooled'. It has: [last_hidden_state]");
        assertRefused(new TextEncoder("none.onnx", "last_hidden_state"), "none.onnx: no such file");
    }

    private static void assertRefused(TextEncoder source, String why) {
        String message =
                assertThrows(Kd4jException.class, () -> source.open(OPENING)).getMessage();
        assertTrue(message.contains(why), message);
    }
}
