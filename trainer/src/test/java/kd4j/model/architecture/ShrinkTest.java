package kd4j.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.component.KeyException;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.layer.Positions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShrinkTest {
    static Stream<Arguments> halves() {
        Transformer wide = new Transformer(24, 4, 4, 2, Positions.Kind.LEARNED, Optional.empty());
        return Stream.of(
                Arguments.of(new Mlp(List.of(10, 20, 30, 40), 0.1, 0), new Mlp(List.of(5, 15), 0.1, 0)),
                Arguments.of(new PlainCnn(List.of(8, 16), true, 4), new PlainCnn(List.of(4, 8), true, 2)),
                Arguments.of(new Resnet(20), new Resnet(14, List.of(8, 16, 32), 8)),
                Arguments.of(new Wrn(16, 4, 0.3), new Wrn(10, 2, 0.3)),
                Arguments.of(new DsCnn(64, 4), new DsCnn(32, 2)),
                Arguments.of(new SignalCnn(List.of(32, 64), 5), new SignalCnn(List.of(16), 5)),
                Arguments.of(new GruNetwork(List.of(9)), new GruNetwork(List.of(5))),
                Arguments.of(wide, new Transformer(12, 4, 2, 2, Positions.Kind.LEARNED, Optional.empty())));
    }

    /** The right ones are written by hand: halves, rounded; ResNet-20 has 3 blocks a stage, half of which are 2. */
    @ParameterizedTest
    @MethodSource("halves")
    void half_the_width_and_depth(Architecture whole, Architecture half) {
        assertEquals(half, whole.scaled(0.5, 0.5));
        assertEquals(whole, whole.scaled(1, 1));
    }

    @Test
    void is_the_network_of_its_multiple() {
        Shape image = Shape.of(32, 32, 3);
        assertEquals(new Mobile(0.25).blueprint(image, 10), new Shrink(new Mobile(0.5), 0.5, 1).blueprint(image, 10));
        Architecture twice = new Shrink(new Shrink(new Resnet(20), 0.5, 1), 0.5, 1);
        assertEquals(new Resnet(20, List.of(4, 8, 16), 4).blueprint(image, 10), twice.blueprint(image, 10));
    }

    @Test
    void refuses_what_has_no_multiplier() {
        KeyException depth = assertThrows(KeyException.class, () -> new Shrink(new Mobile(1), 1, 0.5));
        assertTrue(depth.getMessage().contains("mobile has no such multiplier"), depth.getMessage());
        KeyException kind = assertThrows(KeyException.class, () -> new Shrink(new Lenet(), 0.5, 1));
        assertTrue(kind.getMessage().contains("lenet") && kind.getMessage().contains("such as mlp"), kind.getMessage());
        assertThrows(KeyException.class, () -> new Shrink(new Resnet(20), 0, 1));
    }
}
