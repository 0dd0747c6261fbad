package kd4j.model.join;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Join;

/** The sum of two arrays of one shape, number by number: {@code y = a + b}, as behind a residual block. */
@Component("add")
public record Add() implements Join {
    @Override
    public Shape output(List<Shape> inputs) {
        if (inputs.size() != 2 || !inputs.get(0).equals(inputs.get(1))) {
            throw new ShapeException("add takes two arrays of one shape");
        }
        return inputs.get(0);
    }

    @Override
    public Computation computation(List<Shape> inputs) {
        return new Sum(false);
    }

    @Override
    public Optional<Computation> rectified(List<Shape> inputs) {
        return Optional.of(new Sum(true));
    }

    private record Sum(boolean relu) implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.kernels().add(pass.input(0), pass.input(1), relu, pass.output());
        }

        @Override
        public void backward(Pass pass) {
            if (relu) {
                pass.rectify();
            }
            pass.passGradient(0);
            pass.passGradient(1);
        }
    }
}
