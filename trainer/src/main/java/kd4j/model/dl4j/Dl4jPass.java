package kd4j.model.dl4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kd4j.model.Computation;
import kd4j.model.kernel.Function;
import kd4j.model.kernel.Kernels;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a computation sees when DL4J runs it: arrays in DL4J's workspaces. */
final class Dl4jPass implements Computation.Pass {
    private final DataType type;
    private final Kernels kernels;
    private final Map<String, INDArray> parameters;
    private final Map<String, INDArray> rooms = new HashMap<>();
    private Map<String, INDArray> gradients = Map.of();
    private List<INDArray> inputs = List.of();
    private INDArray[] inputGradients = {};
    private INDArray output;
    private INDArray outputGradient;
    private LayerWorkspaceMgr workspaces;
    private boolean training;
    private boolean wanted = true;
    private Long seed;

    Dl4jPass(DataType type, Kernels kernels, Map<String, INDArray> parameters) {
        this.type = type;
        this.kernels = kernels;
        this.parameters = parameters;
    }

    /** Whether inputs need gradients. */
    void want(boolean inputGradients) {
        wanted = inputGradients;
    }

    void gradients(Map<String, INDArray> views) {
        gradients = views;
    }

    Map<String, INDArray> gradients() {
        return gradients;
    }

    INDArray forward(
            Computation computation, boolean train, List<INDArray> given, long[] sizes, LayerWorkspaceMgr room) {
        training = train;
        inputs = given;
        seed = null;
        output = room.createUninitialized(ArrayType.ACTIVATIONS, type, sizes, 'c');
        computation.forward(this);
        return output;
    }

    INDArray[] backward(Computation computation, INDArray epsilon, LayerWorkspaceMgr room) {
        workspaces = room;
        outputGradient = epsilon;
        inputGradients = new INDArray[inputs.size()];
        computation.backward(this);
        return inputGradients;
    }

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public INDArray input(int index) {
        return inputs.get(index);
    }

    @Override
    public INDArray output() {
        return output;
    }

    @Override
    public INDArray parameter(String name) {
        return parameters.get(name);
    }

    @Override
    public INDArray gradient(String name) {
        return gradients.get(name);
    }

    @Override
    public INDArray outputGradient() {
        return outputGradient;
    }

    /** DL4J lets a layer change the gradient that it gets. */
    @Override
    public void rectify() {
        kernels.applyGradient(Function.RELU, null, output, outputGradient, outputGradient);
    }

    @Override
    public INDArray inputGradient(int index) {
        if (wanted && inputGradients[index] == null) {
            inputGradients[index] = workspaces.createUninitialized(
                    ArrayType.ACTIVATION_GRAD, type, inputs.get(index).shape(), 'c');
        }
        return inputGradients[index];
    }

    /** A copy: DL4J adds to the arrays that it gets back. */
    @Override
    public void passGradient(int index) {
        if (wanted) {
            inputGradient(index).assign(outputGradient);
        }
    }

    @Override
    @SuppressWarnings("try") // the scope acts by being open
    public INDArray room(String name, long... sizes) {
        INDArray room = rooms.get(name);
        if (room == null || !Arrays.equals(room.shape(), sizes)) {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                room = Nd4j.createUninitialized(type, sizes);
            }
            rooms.put(name, room);
        }
        return room;
    }

    /** From ND4J's generator: one number a pass. */
    @Override
    public long seed() {
        if (seed == null) {
            seed = Nd4j.getRandom().nextLong();
        }
        return seed;
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }
}
