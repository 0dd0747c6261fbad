package kd4j.model.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
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
        } else if (depthwise(input)) {
            run("depthwise_conv2d", new INDArray[] {input, byInput(weight)}, output);
        } else {
            convolveGroups(input, weight, output);
        }
    }

    private void convolveGroups(INDArray input, INDArray weight, INDArray output) {
        for (int g = 0; g < groups; g++) {
            INDArray part = channels(output, g);
            INDArray answer = like(part);
            run("conv2d", new INDArray[] {copy(channels(input, g)), filters(weight, g)}, answer);
            part.assign(answer);
        }
    }

    void gradient(
            INDArray input, INDArray weight, INDArray outputGradient, INDArray inputGradient, INDArray weightGradient) {
        INDArray[] inputs = {input, weight, outputGradient};
        if (groups == 1) {
            run("conv2d_bp", inputs, inputGradient, weightGradient);
        } else if (depthwise(input)) {
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

    private void groupsGradient(INDArray[] inputs, INDArray inputGradient, INDArray weightGradient) {
        for (int g = 0; g < groups; g++) {
            INDArray part = channels(inputGradient, g);
            INDArray answer = like(part);
            INDArray[] cut = {copy(channels(inputs[0], g)), filters(inputs[1], g), copy(channels(inputs[2], g))};
            run("conv2d_bp", cut, answer, filters(weightGradient, g));
            part.assign(answer);
        }
    }

    private boolean depthwise(INDArray input) {
        return groups == input.size(3);
    }

    /** Weights {@code [in * m, 1, height, width]} as {@code [m, in, height, width]}, a view of them. */
    private INDArray byMultiplier(INDArray weight) {
        long[] sizes = {groups, weight.size(0) / groups, weight.size(2), weight.size(3)};
        return weight.reshape('c', sizes).permute(1, 0, 2, 3);
    }

    private INDArray byInput(INDArray weight) {
        return copy(byMultiplier(weight));
    }

    private INDArray channels(INDArray images, int group) {
        INDArrayIndex all = NDArrayIndex.all();
        return images.get(all, all, all, part(images.size(3), group));
    }

    private INDArray filters(INDArray weight, int group) {
        INDArrayIndex all = NDArrayIndex.all();
        return weight.get(part(weight.size(0), group), all, all, all);
    }

    private INDArrayIndex part(long size, int group) {
        long each = size / groups;
        return NDArrayIndex.interval(group * each, (group + 1) * each);
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
