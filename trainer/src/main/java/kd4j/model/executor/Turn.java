package kd4j.model.executor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.kernel.Function;
import kd4j.model.kernel.Kernels;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One way through a plan and back: which room holds which value and which gradient, and what a step sees of them. */
final class Turn implements Computation.Pass {
    private final List<Shape> shapes;
    private final DataType type;
    private final Kernels kernels;
    private final Rooms rooms;
    private final boolean training;
    private final long[] seeds;
    private final long rows;
    private final Room[] values;
    private final Room[] gradients;
    private Step step;
    private Room gradient;
    private Room[] found;

    /** @param fed what comes in, by number of value; the samples are number 0 */
    Turn(Plan plan, Map<Integer, INDArray> fed, Kernels kernels, Rooms rooms, boolean training, long[] seeds) {
        this.shapes = plan.shapes();
        this.type = fed.get(0).dataType();
        this.kernels = kernels;
        this.rooms = rooms;
        this.training = training;
        this.seeds = seeds;
        this.rows = fed.get(0).size(0);
        this.values = new Room[shapes.size()];
        this.gradients = new Room[shapes.size()];
        fed.forEach((number, array) -> {
            values[number] = Room.of(array);
            values[number].hold();
        });
    }

    /** The gradient that was found for a value that came in; it stays until the next turn. */
    INDArray inputGradientOf(int number) {
        if (gradients[number] == null) {
            gradients[number] = rooms.take(shapes.get(number), rows);
            gradients[number].array().assign(0);
        }
        return gradients[number].array();
    }

    INDArray value(int number) {
        return values[number].array();
    }

    void forward(Step next) {
        step = next;
        if (next.reshapes()) {
            values[next.to()] = Room.view(values[next.from()[0]], next.shape().batch(rows));
        } else {
            values[next.to()] = rooms.take(next.shape(), rows);
            next.computation().forward(this);
        }
    }

    /** Nobody will read a value any more. */
    void drop(int value) {
        values[value].release();
    }

    /** Goes back through a step; its gradient comes from the steps behind it and, where there is one, from outside. */
    void backward(Step next, INDArray outside) {
        step = next;
        if (outside != null) {
            addOutside(outside);
        }
        gradient = gradients[next.to()];
        if (gradient == null) {
            next.gradients().values().forEach(g -> g.assign(0));
            return;
        }
        found = new Room[next.from().length];
        if (next.reshapes()) {
            found[0] = Room.view(gradient, shapes.get(next.from()[0]).batch(rows));
        } else {
            next.computation().backward(this);
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] != null) {
                contribute(next.from()[i], found[i]);
            }
        }
        gradient.release();
        gradients[next.to()] = null;
    }

    private void addOutside(INDArray outside) {
        int to = step.to();
        if (gradients[to] == null) {
            gradients[to] = rooms.take(step.shape(), rows);
            gradients[to].array().assign(outside);
        } else {
            gradients[to] = sum(gradients[to], outside);
        }
    }

    private void contribute(int value, Room more) {
        if (gradients[value] == null) {
            gradients[value] = more;
        } else {
            gradients[value] = sum(gradients[value], more.array());
            more.release();
        }
    }

    private Room sum(Room room, INDArray more) {
        Room own = own(room);
        kernels.add(room.array(), more, false, own.array());
        return own;
    }

    /** The room itself where nobody else needs it, another one of its shape instead of it otherwise. */
    private Room own(Room room) {
        if (!room.shared()) {
            return room;
        }
        Room own = rooms.take(shape(room), rows);
        room.release();
        return own;
    }

    private static Shape shape(Room room) {
        long[] sizes = room.array().shape();
        return Shape.of(
                Arrays.stream(sizes, 1, sizes.length).mapToInt(Math::toIntExact).toArray());
    }

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public INDArray input(int index) {
        return values[step.from()[index]].array();
    }

    @Override
    public INDArray output() {
        return values[step.to()].array();
    }

    @Override
    public INDArray parameter(String name) {
        return step.parameters().get(name);
    }

    @Override
    public INDArray gradient(String name) {
        return step.gradients().get(name);
    }

    @Override
    public INDArray outputGradient() {
        return gradient.array();
    }

    @Override
    public void rectify() {
        INDArray before = gradient.array();
        gradient = own(gradient);
        kernels.applyGradient(Function.RELU, null, output(), before, gradient.array());
    }

    @Override
    public INDArray inputGradient(int index) {
        if (!step.wanted()[index]) {
            return null;
        }
        if (found[index] == null) {
            found[index] = rooms.take(shapes.get(step.from()[index]), rows);
        }
        return found[index].array();
    }

    @Override
    public void passGradient(int index) {
        if (step.wanted()[index]) {
            gradient.hold();
            found[index] = gradient;
        }
    }

    @Override
    public INDArray room(String name, long... sizes) {
        Map<String, Room> own = step.rooms();
        return own.computeIfAbsent(name, n -> Room.empty()).shape(type, sizes).array();
    }

    @Override
    public long seed() {
        return seeds[step.number()];
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }
}
