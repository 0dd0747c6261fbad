package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.model.Architecture;
import kd4j.model.architecture.DsCnn;
import kd4j.model.architecture.Layers;
import kd4j.model.architecture.Mobile;
import kd4j.model.architecture.Resnet;
import kd4j.model.architecture.SignalCnn;
import kd4j.model.architecture.Vgg;
import kd4j.model.architecture.Wrn;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.DepthwiseConv2d;
import kd4j.model.layer.GlobalMaxPool;
import kd4j.model.layer.MaxPool;
import kd4j.model.layer.Softmax;
import kd4j.model.layer.Upsample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Architectures and layers as recipes write them. */
class ModelPartsTest {
    static Stream<Arguments> architectures() {
        List<Integer> wide = List.of(64, 128, 256);
        return Stream.of(
                Arguments.of("resnet-20", new Resnet(20)),
                Arguments.of("{type: resnet-32}", new Resnet(32)),
                Arguments.of("resnet-56", new Resnet(56)),
                Arguments.of("resnet-110", new Resnet(110)),
                Arguments.of("resnet-8x4", new Resnet(8, wide, 32)),
                Arguments.of("resnet-32x4", new Resnet(32, wide, 32)),
                Arguments.of("{type: resnet, depth: 14}", new Resnet(14)),
                Arguments.of("{type: resnet, depth: 10, widths: [8, 16], stem: 4}", new Resnet(10, List.of(8, 16), 4)),
                Arguments.of("wrn-16-2", new Wrn(16, 2, 0)),
                Arguments.of("wrn-40-2", new Wrn(40, 2, 0)),
                Arguments.of("{type: wrn, depth: 10, width: 1, dropout: 0.3}", new Wrn(10, 1, 0.3)),
                Arguments.of("vgg-8", new Vgg(8)),
                Arguments.of("vgg-13", new Vgg(13)),
                Arguments.of("{type: vgg, depth: 19}", new Vgg(19)),
                Arguments.of("mobile", new Mobile(1)),
                Arguments.of("{type: mobile, width: 0.5}", new Mobile(0.5)),
                Arguments.of("ds-cnn", new DsCnn(64, 4)),
                Arguments.of("{type: ds-cnn, channels: 16, blocks: 2}", new DsCnn(16, 2)),
                Arguments.of("conv1d", new SignalCnn(List.of(32, 64, 128), 5)),
                Arguments.of("{type: conv1d, widths: [4], kernel: 3}", new SignalCnn(List.of(4), 3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("architectures")
    void architectureBindsAndComesBack(String yaml, Architecture architecture) {
        StudentSection section = bind("architecture: " + yaml);
        assertEquals(architecture, section.architecture());
        assertEquals(section, bind(ResolvedYaml.of(section)));
    }

    private static StudentSection bind(String yaml) {
        return Binder.bind(StudentSection.class, "t", yaml);
    }

    @Test
    void presetsHaveNoKeys() {
        var e = assertThrows(RecipeException.class, () -> bind("architecture: {type: resnet-20, stem: 8}"));
        assertEquals(List.of("unknown key. Keys of resnet-20: none"), messages(e));
        var near = assertThrows(RecipeException.class, () -> bind("architecture: resnet20"));
        assertEquals(
                "no architecture is called 'resnet20'. Did you mean 'resnet-20'?",
                messages(near).get(0).split(" Allowed")[0]);
    }

    private static List<String> messages(RecipeException e) {
        return e.problems().stream().map(Problem::message).toList();
    }

    @Test
    void layersOfEveryKind() {
        String yaml =
                """
                architecture:
                  type: layers
                  layers:
                    - {type: conv2d, channels: 4, kernel: 3, groups: 2}
                    - {type: conv2d, channels: 4, kernel: 10, kernel-width: 4, padding: 5, padding-width: 1}
                    - {type: depthwise-conv2d, kernel: 3, stride: 2, bias: false}
                    - {type: conv1d, channels: 8, kernel: 5, padding: 0}
                    - {type: max-pool, size: 3, stride: 2, padding: 1}
                    - {type: average-pool, size: 2}
                    - {type: upsample, factor: 2}
                    - {type: activation, function: hard-swish}
                    - softmax
                    - global-max-pool
                """;
        Optional<Integer> usual = Optional.empty();
        assertEquals(
                new Layers(
                        List.of(
                                new Conv2d(4, 3, 1, usual, true, 2),
                                new Conv2d(4, 10, 1, Optional.of(5), true, 1, Optional.of(4), Optional.of(1)),
                                new DepthwiseConv2d(3, 2, usual, false),
                                new Conv1d(8, 5, 1, Optional.of(0), true),
                                new MaxPool(3, Optional.of(2), 1),
                                new AveragePool(2, usual),
                                new Upsample(2),
                                new Activation(Function.HARD_SWISH),
                                new Softmax(),
                                new GlobalMaxPool()),
                        Map.of()),
                bind(yaml).architecture());
    }

    @Test
    void wrongValuesAreTold() {
        String yaml =
                """
                architecture:
                  type: layers
                  layers:
                    - {type: conv2d, channels: 4, kernel: 3, groups: 3}
                    - {type: max-pool, size: 2, padding: 2}
                    - {type: upsample, factor: 0}
                """;
        var e = assertThrows(RecipeException.class, () -> bind(yaml));
        assertEquals(
                List.of(
                        "given 3; allowed: a divisor of channels, 4",
                        "given 2; allowed: an integer from 0 to half the size",
                        "given 0; allowed: an integer >= 1"),
                messages(e));
    }
}
