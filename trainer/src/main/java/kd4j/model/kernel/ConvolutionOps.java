package kd4j.model.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Convolutions without bias by ND4J's operations, which know one group or as many groups as input channels. Between these, each
 * group is copied and convolved by itself.
 *
 * @param window what slides over the images
 * @param groups parts into which the channels are cut
 */
record ConvolutionOps(Window window, int groups) {
    void convolve(INDArray input, INDArray weight, INDArray output) {
        if (groups == 1) {
            run("conv2d", new INDArray[] {input, weight}, output);
        } else if (depthwise(input, output)) {
            run("depthwise_conv2d", new INDArray[] {input, byInput(weight)}, output);
        } else {
            convolveGroups(input, weight, output);
        }
    }

    private void convolveGroups(INDArray input, INDArray weight, INDArray output) {
        INDArray inputs = apart(input);
        INDArray answers = like(apart(output));
        for (int g = 0; g < groups; g++) {
            run("conv2d", new INDArray[] {images(inputs, input, g), filters(weight, g)}, images(answers, output, g));
        }
        together(answers, output);
    }

    void gradient(
            INDArray input, INDArray weight, INDArray outputGradient, INDArray inputGradient, INDArray weightGradient) {
        INDArray[] inputs = {input, weight, outputGradient};
        if (groups == 1) {
            run("conv2d_bp", inputs, inputGradient, weightGradient);
        } else if (depthwise(input, outputGradient)) {
            depthwiseGradient(inputs, inputGradient, weightGradient);
        } else {
            groupsGradient(inputs, inputGradient, weightGradient);
        }
    }

    private void depthwiseGradient(INDArray[] inputs, INDArray inputGradient, INDArray weightGradient) {
        INDArray weight = byInput(inputs[1]);
        INDArray answer = like(weight);
        run("depthwise_conv2d_bp", new INDArray[] {inputs[0], weight, inputs[2]}, inputGradient, answer);
        byMultiplier(weightGradient).assign(answer);
    }

    private void groupsGradient(INDArray[] given, INDArray inputGradient, INDArray weightGradient) {
        INDArray inputs = apart(given[0]);
        INDArray errors = apart(given[2]);
        INDArray answers = like(inputs);
        for (int g = 0; g < groups; g++) {
            INDArray[] cut = {images(inputs, given[0], g), filters(given[1], g), images(errors, given[2], g)};
            run("conv2d_bp", cut, images(answers, inputGradient, g), filters(weightGradient, g));
        }
        together(answers, inputGradient);
    }

    private boolean depthwise(INDArray input, INDArray output) {
        // ND4J's operation fails for doubles where all that it multiplies is one number a channel.
        long numbers = output.length() / output.size(3) * window.height() * window.width();
        return groups == input.size(3) && numbers > 1;
    }

    /** Weights {@code [in * m, 1, height, width]} as {@code [m, in, height, width]}, a view of them. */
    private INDArray byMultiplier(INDArray weight) {
        long[] sizes = {groups, weight.size(0) / groups, weight.size(2), weight.size(3)};
        return weight.reshape('c', sizes).permute(1, 0, 2, 3);
    }

    private INDArray byInput(INDArray weight) {
        return copy(byMultiplier(weight));
    }

    /** A copy in which one group's images follow the other's: {@code [groups, pixels, channels]}. */
    private INDArray apart(INDArray images) {
        return copy(byPixel(images).permute(1, 0, 2));
    }

    private void together(INDArray apart, INDArray images) {
        byPixel(images).assign(apart.permute(1, 0, 2));
    }

    private INDArray byPixel(INDArray images) {
        long channels = images.size(3);
        return images.reshape('c', new long[] {images.length() / channels, groups, channels / groups});
    }

    private INDArray images(INDArray apart, INDArray whole, int group) {
        return part(apart, group, whole.size(0), whole.size(1), whole.size(2), whole.size(3) / groups);
    }

    private INDArray filters(INDArray weight, int group) {
        return part(weight, group, weight.size(0) / groups, weight.size(1), weight.size(2), weight.size(3));
    }

    /** One group's share of an array, a view. Only cuts of flat arrays keep axes of length 1. */
    private INDArray part(INDArray array, int group, long... sizes) {
        long each = array.length() / groups;
        INDArray flat = array.reshape('c', new long[] {array.length()});
        return flat.get(NDArrayIndex.interval(group * each, (group + 1) * each)).reshape('c', sizes);
    }

    private static INDArray copy(INDArray array) {
        return array.dup('c');
    }

    private static INDArray like(INDArray array) {
        return Nd4j.createUninitialized(array.dataType(), array.shape(), 'c');
    }

    private void run(String name, INDArray[] inputs, INDArray... outputs) {
        Window w = window;
        // Kernel, stride, padding, dilation; explicit padding; NHWC; weights [out, in, height, width].
        Nd4j.exec(DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(
                        w.height(), w.width(), w.strideY(), w.strideX(), w.paddingY(), w.paddingX(), 1, 1, 0, 1, 1)
                .build());
    }
}
