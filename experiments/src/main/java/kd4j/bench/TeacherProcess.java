package kd4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.data.Batches;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Samples;
import kd4j.data.TransformChain;
import kd4j.export.OnnxForward;
import kd4j.method.Context;
import kd4j.method.Session;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.recipe.Recipe;
import kd4j.teacher.TrainedTeacher;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Times both forward passes of a recipe's teacher in this process, on rows of its data, in batches of the student's training and
 * with the layers that its method reads. The teacher is asked as it begins, because its numbers do not change how long an answer
 * takes. The two take turns, so that what disturbs the machine falls on both.
 *
 * @param recipe the recipe; its teacher is of type train
 * @param place where its files are looked for
 * @param threads threads inside operations, as the environment has set them
 * @param slice how long one of the two is asked before it is the other one's turn; the first turns warm up
 */
public record TeacherProcess(Recipe recipe, DataPlace place, int threads, Duration slice) {
    private static final int MOST_ROWS = 1000;
    private static final int TURNS = 4;

    /**
     * Of a recipe of this file.
     *
     * @param store folder of fetched data
     */
    public static TeacherProcess of(Recipe recipe, Path file, Path store, int threads, Duration slice) {
        return new TeacherProcess(recipe, new DataPlace(file.toAbsolutePath().getParent(), store), threads, slice);
    }

    /** Warms up and measures. */
    public TeacherTime measure() {
        Data data = recipe.data().dataset().load(place);
        TrainedTeacher source = (TrainedTeacher) recipe.teacher();
        Blueprint plan = source.architecture()
                .blueprint(input(data).output(), data.outputs().size());
        List<INDArray> rows = batches(data.train());
        Path file = temporary();
        try (Network network = Network.create(plan, recipe.seeds().get(0))) {
            OnnxForward forward = OnnxForward.open(network, taps(data, plan), rows.get(0), threads, file);
            try (Model model = forward.model()) {
                return timed(plan.parameters(), new Turns(network, model, rows), forward.largest());
            }
        } finally {
            file.toFile().delete();
            rows.forEach(INDArray::close);
        }
    }

    private TransformChain input(Data data) {
        return new TransformChain(recipe.data().transforms(), data.shape());
    }

    /** What the method wants of the teacher. */
    private Set<String> taps(Data data, Blueprint teacher) {
        Blueprint student = recipe.student()
                .architecture()
                .blueprint(input(data).output(), data.outputs().size());
        Context context = new Context(
                student,
                teacher.shapes(),
                data.train(),
                recipe.training().epochs(),
                recipe.seeds().get(0));
        try (Session session = recipe.method().begin(context)) {
            return session.everyTeacherTap();
        }
    }

    private List<INDArray> batches(Samples train) {
        int batch = Math.min(recipe.training().batch(), train.size());
        int count = Math.max(1, Math.min(MOST_ROWS, train.size()) / batch);
        Samples some = train.select(IntStream.range(0, count * batch).toArray());
        Batches batches = Batches.evaluation(some, recipe.data().transforms(), batch);
        return IntStream.range(0, count)
                .mapToObj(i -> batches.batch(i).features())
                .toList();
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("kd4j-forward", ".onnx");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TeacherTime timed(long parameters, Turns turns, double difference) {
        turns.take(slice, turns.network, new ArrayList<>());
        turns.take(slice, turns.runtime, new ArrayList<>());
        List<Double> network = new ArrayList<>();
        List<Double> runtime = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            boolean networkFirst = turn % 2 == 0;
            turns.take(slice, networkFirst ? turns.network : turns.runtime, networkFirst ? network : runtime);
            turns.take(slice, networkFirst ? turns.runtime : turns.network, networkFirst ? runtime : network);
        }
        return new TeacherTime(
                parameters, Spread.of(network).median(), Spread.of(runtime).median(), difference);
    }

    /** The two, and what they are asked. */
    private static final class Turns {
        private final Model network;
        private final Model runtime;
        private final List<INDArray> rows;
        private final Set<String> taps;

        private Turns(Model network, Model runtime, List<INDArray> rows) {
            this.network = network;
            this.runtime = runtime;
            this.rows = rows;
            this.taps = runtime.taps();
        }

        /** One is asked again and again; its milliseconds for 1,000 rows are added. */
        private void take(Duration slice, Model asked, List<Double> milliseconds) {
            long answered = 0;
            long begun = System.nanoTime();
            long now = begun;
            for (int i = 0; now - begun < slice.toNanos(); i++) {
                INDArray batch = rows.get(i % rows.size());
                asked.forward(batch, taps).values().forEach(INDArray::close);
                answered += batch.size(0);
                now = System.nanoTime();
            }
            milliseconds.add((now - begun) / 1e6 * 1000 / answered);
        }
    }
}
