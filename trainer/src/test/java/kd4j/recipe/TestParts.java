package kd4j.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;
import kd4j.component.ShapeException;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.loss.Loss;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.method.Context;
import kd4j.method.Method;
import kd4j.method.Session;
import kd4j.method.WeightedLoss;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.optim.Optimizer;
import kd4j.optim.Schedule;
import kd4j.optim.Stop;
import kd4j.teacher.TeacherSource;

/** Parts with settings and no behaviour, for recipes in tests. */
final class TestParts {
    /** All families of the trainer. */
    static final List<Class<?>> FAMILIES = List.of(
            Architecture.class,
            Dataset.class,
            Layer.class,
            Loss.class,
            Method.class,
            Optimizer.class,
            Schedule.class,
            Stop.class,
            TeacherSource.class,
            Transform.class);

    private TestParts() {}

    /** A word to choose. */
    enum Activation {
        RELU,
        LEAKY_RELU
    }

    /**
     * Rows that nobody reads.
     *
     * @param rows how many
     * @param file where from
     */
    @Component("toy-rows")
    record ToyRows(@Default("100") int rows, Optional<String> file) implements Dataset {
        ToyRows {
            Require.positive("rows", rows);
        }

        @Override
        public Data load(DataPlace place) {
            throw new UnsupportedOperationException();
        }
    }

    /**
     * Other rows that nobody reads.
     *
     * @param folder where they are
     */
    @Component("toy-folder")
    record ToyFolder(String folder) implements Dataset {
        @Override
        public Data load(DataPlace place) {
            throw new UnsupportedOperationException();
        }
    }

    /**
     * A network of dense layers.
     *
     * @param hidden units of each hidden layer
     * @param activation what follows each
     */
    @Component("small-net")
    record SmallNet(@Default("[16]") List<Integer> hidden, @Default("relu") Activation activation)
            implements Architecture {
        SmallNet {
            hidden = List.copyOf(hidden);
            hidden.forEach(units -> Require.that(units > 0, "hidden", units, "integers >= 1"));
        }

        @Override
        public Blueprint blueprint(Shape input, int classes) {
            throw new UnsupportedOperationException();
        }
    }

    /** A loss without keys. */
    @Component("toy-labels")
    record ToyLabels() implements Loss {
        @Override
        public Term evaluate(Signals signals) {
            throw new UnsupportedOperationException();
        }
    }

    /**
     * A loss with keys.
     *
     * @param temperature how soft, > 0
     * @param taps weights by tap
     */
    @Component("toy-targets")
    record ToyTargets(@Default("4.0") double temperature, @Default("{}") Map<String, Double> taps) implements Loss {
        ToyTargets {
            Require.positive("temperature", temperature);
            taps = Map.copyOf(taps);
        }

        @Override
        public Term evaluate(Signals signals) {
            throw new UnsupportedOperationException();
        }
    }

    /**
     * A method with an objective.
     *
     * @param objective its summands
     */
    @Component("toy-method")
    record ToyMethod(List<WeightedLoss> objective) implements Method {
        ToyMethod {
            objective = List.copyOf(objective);
            Require.that(!objective.isEmpty(), "objective", "an empty list", "at least one loss");
        }

        @Override
        public Session begin(Context context) {
            throw new UnsupportedOperationException();
        }
    }

    /** A transform with one view. */
    @Component("toy-scale")
    record ToyScale() implements Transform {
        @Override
        public long views(Shape input) {
            return 1;
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            throw new UnsupportedOperationException();
        }
    }

    /** A transform with as many views as an image has pixels, which only takes images. */
    @Component("toy-shift")
    record ToyShift() implements Transform {
        @Override
        public Shape output(Shape input) {
            if (input.rank() != 3) {
                throw new ShapeException("images are wanted, given " + input);
            }
            return input;
        }

        @Override
        public long views(Shape input) {
            return (long) input.size(0) * input.size(1);
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            throw new UnsupportedOperationException();
        }
    }

    /**
     * One key of each kind.
     *
     * @param whole an int
     * @param wide a long
     * @param real a double
     * @param flag a boolean
     * @param text a text
     * @param choice an enum
     * @param maybe an optional
     * @param list a list
     * @param map a map
     */
    @Section
    record Everything(
            @Default("1") int whole,
            @Default("2") long wide,
            @Default("0.5") double real,
            @Default("true") boolean flag,
            @Default("words") String text,
            @Default("leaky-relu") Activation choice,
            Optional<Double> maybe,
            @Default("[]") List<Integer> list,
            @Default("{}") Map<String, String> map) {}
}
