package kd4j.model.join;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kd4j.component.Component;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Join;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arrays side by side: the channels of the first, then those of the second and so on. All other axes are of one size. */
@Component("concat")
public record Concat() implements Join {
    @Override
    public Shape output(List<Shape> inputs) {
        if (inputs.stream().map(Concat::place).distinct().count() != 1) {
            throw new ShapeException("concat takes arrays that differ in their channels alone");
        }
        int channels = inputs.stream().mapToInt(Shape::channels).sum();
        return new Shape(IntStream.concat(place(inputs.get(0)).stream().mapToInt(i -> i), IntStream.of(channels))
                .boxed()
                .toList());
    }

    private static List<Integer> place(Shape shape) {
        return shape.sizes().subList(0, shape.rank() - 1);
    }

    @Override
    public Computation computation(List<Shape> inputs) {
        return new SideBySide(inputs.stream().map(Shape::channels).toList());
    }

    private record SideBySide(List<Integer> channels) implements Computation {
        @Override
        public void forward(Pass pass) {
            for (int i = 0; i < channels.size(); i++) {
                part(pass.output(), i).assign(pass.input(i));
            }
        }

        @Override
        public void backward(Pass pass) {
            for (int i = 0; i < channels.size(); i++) {
                INDArray gradient = pass.inputGradient(i);
                if (gradient != null) {
                    gradient.assign(part(pass.outputGradient(), i));
                }
            }
        }

        private INDArray part(INDArray all, int index) {
            int from = channels.subList(0, index).stream().mapToInt(c -> c).sum();
            INDArrayIndex[] indices = new INDArrayIndex[all.rank()];
            Arrays.fill(indices, NDArrayIndex.all());
            indices[indices.length - 1] = NDArrayIndex.interval(from, from + channels.get(index));
            return all.get(indices);
        }
    }
}
