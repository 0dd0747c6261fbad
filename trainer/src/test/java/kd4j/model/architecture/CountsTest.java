package kd4j.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import kd4j.component.Components;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parameters and multiply-accumulates against {@code src/test/peers/architectures.py}, which counts from the papers' tables. The
 * published figures for CIFAR-100 are 0.28, 0.47, 0.86, 1.74, 1.23, 7.43, 0.70, 2.26, 3.97, 9.46 and (mobile 0.5) 0.81 million.
 */
class CountsTest {
    private static final Shape CIFAR = Shape.of(32, 32, 3);
    private static final Map<String, Architecture> OTHERS = Map.of(
            "mobile 1", new Mobile(1),
            "mobile 0.5", new Mobile(0.5),
            "mobile 1.4", new Mobile(1.4),
            "resnet-14 of two stages", new Resnet(14, List.of(8, 24), 8));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resnet-20 | 10 | 272474 | 40813184",
                "resnet-20 | 100 | 278324 | 40818944",
                "resnet-32 | 10 | 466906 | 69124736",
                "resnet-32 | 100 | 472756 | 69130496",
                "resnet-56 | 10 | 855770 | 125747840",
                "resnet-56 | 100 | 861620 | 125753600",
                "resnet-110 | 10 | 1730714 | 253149824",
                "resnet-110 | 100 | 1736564 | 253155584",
                "resnet-8x4 | 10 | 1210410 | 177048064",
                "resnet-8x4 | 100 | 1233540 | 177071104",
                "resnet-32x4 | 10 | 7410730 | 1083017728",
                "resnet-32x4 | 100 | 7433860 | 1083040768",
                "wrn-16-2 | 10 | 691674 | 101106944",
                "wrn-16-2 | 100 | 703284 | 101118464",
                "wrn-40-2 | 10 | 2243546 | 327599360",
                "wrn-40-2 | 100 | 2255156 | 327610880",
                "vgg-8 | 10 | 3918858 | 96146432",
                "vgg-8 | 100 | 3965028 | 96192512",
                "vgg-13 | 10 | 9416010 | 284890112",
                "vgg-13 | 100 | 9462180 | 284936192",
                "mobile 1 | 10 | 2237770 | 22265856",
                "mobile 0.5 | 100 | 812836 | 6523648",
                "mobile 1.4 | 10 | 4309534 | 42071792",
                "resnet-14 of two stages | 10 | 32210 | 10887408",
            })
    void ofImagesOf32x32(String name, int classes, long parameters, long macs) {
        Architecture architecture = OTHERS.containsKey(name)
                ? OTHERS.get(name)
                : Components.restore(Architecture.class, Map.of("type", name));
        Blueprint plan = architecture.blueprint(CIFAR, classes);
        assertEquals(parameters, plan.parameters());
        assertEquals(macs, plan.macs());
    }

    @Test
    void ofOtherShapes() {
        assertCounts(272_186, 2_532_992, new Resnet(20).blueprint(Shape.of(8, 8, 1), 10));
        assertCounts(9_231_114, 611_062_784, new Vgg(11).blueprint(Shape.of(64, 64, 3), 10));
        assertCounts(23_050, 2_656_640, new DsCnn(64, 4).blueprint(Shape.of(49, 10, 1), 10));
        assertCounts(54_378, 2_151_680, new SignalCnn(List.of(32, 64, 128), 5).blueprint(Shape.of(128, 9), 10));
    }

    private static void assertCounts(long parameters, long macs, Blueprint plan) {
        assertEquals(parameters, plan.parameters());
        assertEquals(macs, plan.macs());
    }

    /**
     * ResNet-20 by hand. Weights: stem 432; stage 1 six times 2304; stage 2 4608, five times 9216, skip 512; stage 3 18432, five
     * times 36864, skip 2048. Batch norm: 7 times 2 * (16 + 32 + 64). Dense: 650. Pixels: 1024, 256, 64.
     */
    @Test
    void resnet20ByHand() {
        long first = 432 + 6 * 2304;
        long second = 4608 + 5 * 9216 + 512;
        long third = 18_432 + 5 * 36_864 + 2048;
        Blueprint plan = new Resnet(20).blueprint(CIFAR, 10);
        assertEquals(first + second + third + 7 * 2 * 112 + 650, plan.parameters());
        assertEquals(1024 * first + 256 * second + 64 * third + 640, plan.macs());
    }
}
