package kd4j.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import org.junit.jupiter.api.Test;

/** Numbers of parameters are worked out by hand in the comments. */
class GraftedTest {
    private static final Shape IMAGE = Shape.of(8, 8, 1);
    private static final Architecture SMALL = new PlainCnn(List.of(4, 6), true, 1);
    private static final Architecture LARGE = new PlainCnn(List.of(8, 12), true, 1);

    private static List<String> names(Blueprint plan) {
        return List.copyOf(plan.shapes().keySet());
    }

    @Test
    void bodyProjectorAndClassifier() {
        Blueprint plan = new Grafted(SMALL, "relu2", LARGE, "relu2", 2).blueprint(IMAGE, 10);
        assertEquals(
                List.of(
                        "conv1",
                        "norm1",
                        "relu1",
                        "pool1",
                        "conv2",
                        "norm2",
                        "relu2",
                        "projector.conv1",
                        "projector.norm1",
                        "projector.relu1",
                        "projector.conv2",
                        "projector.norm2",
                        "projector.relu2",
                        "projector.conv3",
                        "projector.norm3",
                        "projected.relu2",
                        "classifier.mean",
                        "logits"),
                names(plan));
        // body 4*9 + 2*4 + 6*4*9 + 2*6 = 272; projector 6*6 + 2*6 + 6*6*9 + 2*6 + 12*6 + 2*12 = 480; classifier 12*10 +
        // 10
        assertEquals(272 + 480 + 130, plan.parameters());
        assertEquals(Shape.of(4, 4, 12), plan.shapes().get("projected.relu2"));
        assertEquals(Optional.of("relu2"), Grafted.imitated(plan));
        assertEquals(Optional.empty(), Grafted.imitated(SMALL.blueprint(IMAGE, 10)));
    }

    /** The body's 8x8 pixels are averaged to 4x4; everything of the teacher behind its pool1 is kept. */
    @Test
    void largerImagesAreAveraged() {
        Blueprint plan = new Grafted(SMALL, "relu1", LARGE, "pool1", 4).blueprint(IMAGE, 3);
        assertEquals(Shape.of(4, 4, 4), plan.shapes().get("projector.size"));
        assertEquals(Shape.of(4, 4, 2), plan.shapes().get("projector.conv1"));
        assertEquals(
                List.of("classifier.conv2", "classifier.norm2", "classifier.relu2", "classifier.mean", "logits"),
                names(plan).subList(names(plan).size() - 5, names(plan).size()));
    }

    @Test
    void vectorsAreProjectedByADenseLayer() {
        Blueprint plan = new Grafted(SMALL, "mean", LARGE, "mean", 2).blueprint(IMAGE, 10);
        assertEquals(List.of("mean", "projected.mean", "logits"), names(plan).subList(7, 10));
        // body 272, dense 6*12 + 12, classifier 130
        assertEquals(272 + 84 + 130, plan.parameters());
    }

    @Test
    void namesComeBack() {
        assertEquals(Optional.of("stage3"), Grafted.original("classifier.stage3"));
        assertEquals(Optional.of("logits"), Grafted.original("logits"));
        assertEquals(Optional.empty(), Grafted.original("projector.conv1"));
    }

    @Test
    void whatCannotBeGraftedIsRefused() {
        assertRefused(new Grafted(SMALL, "relu3", LARGE, "relu2", 2), "at: given 'relu3'. Did you mean 'relu1'?");
        assertRefused(new Grafted(SMALL, "relu2", LARGE, "logits", 2), "from: given 'logits'");
        assertRefused(new Grafted(SMALL, "relu2", LARGE, "relu1", 2), "gives 4x4x6, 'relu1' of the teacher 8x8x8");
        assertRefused(new Grafted(SMALL, "relu2", LARGE, "mean", 2), "two vectors, or two images");
        Architecture branched = new Resnet(8, List.of(4, 8, 12), 4);
        assertRefused(new Grafted(SMALL, "relu1", branched, "stage1.block1.norm1", 2), "nothing goes around");
    }

    private static void assertRefused(Grafted grafted, String part) {
        String message = assertThrows(ShapeException.class, () -> grafted.blueprint(IMAGE, 10))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
