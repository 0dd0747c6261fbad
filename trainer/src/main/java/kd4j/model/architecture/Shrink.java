package kd4j.model.architecture;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;

/**
 * Another architecture with a multiple of its channels and of its layers, so that a list of widths in {@code matrix} is one line: {@code
 * student.architecture.width: [1, 0.5, 0.25]}. Numbers are rounded and 1 or more. Width counts the units or channels of {@code mlp}, {@code
 * plain-cnn}, {@code resnet} (with its stem), {@code wrn}, {@code mobile}, {@code ds-cnn}, {@code conv1d}, {@code gru} and {@code
 * transformer} (to a multiple of its heads); depth counts hidden layers, convolutions or blocks of each stage, and layers of {@code
 * conv1d} and {@code gru}, whose sizes are taken from the list in order. {@code mobile} has no depth; {@code lenet} and {@code vgg} have
 * neither. Source of the width multiplier: Howard et al., arXiv 1704.04861, section 3.3.
 *
 * @param of the architecture
 * @param width what numbers of channels are multiplied with, > 0
 * @param depth what numbers of layers are multiplied with, > 0
 */
@Component("shrink")
public record Shrink(Architecture of, @Default("1.0") double width, @Default("1.0") double depth)
        implements Architecture {
    public Shrink {
        Require.positive("width", width);
        Require.positive("depth", depth);
        of.scaled(width, depth);
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        return new Shrink(of, width * byWidth, depth * byDepth);
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        return of.scaled(width, depth).blueprint(input, classes);
    }
}
