package kd4j.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.data.TransformChain;
import org.junit.jupiter.api.Test;

class CropTest implements TransformContract {
    @Override
    public Transform transform() {
        return new Crop(1);
    }

    @Override
    public Shape shape() {
        return Shape.of(3, 2, 3);
    }

    @Override
    public long expectedViews() {
        return 9;
    }

    @Test
    void viewsAreTheCropsOfThePaddedImage() {
        // [1 2; 3 4] padded by one zero, cut at every position (top, left) from 0 to 2
        Set<List<Float>> crops = new HashSet<>();
        float[][] padded = {{0, 0, 0, 0}, {0, 1, 2, 0}, {0, 3, 4, 0}, {0, 0, 0, 0}};
        for (int top = 0; top < 3; top++) {
            for (int left = 0; left < 3; left++) {
                crops.add(List.of(
                        padded[top][left], padded[top][left + 1], padded[top + 1][left], padded[top + 1][left + 1]));
            }
        }
        Set<List<Float>> views = new HashSet<>();
        for (long view = 0; view < 9; view++) {
            float[] out = new float[4];
            new Crop(1).apply(Shape.of(2, 2, 1), new float[] {1, 2, 3, 4}, out, view);
            views.add(List.of(out[0], out[1], out[2], out[3]));
        }
        assertEquals(crops, views);
    }

    @Test
    void viewZeroIsTheImage() {
        assertArrayEquals(sample(), apply(sample(), 0));
    }

    @Test
    void cropAndFlipOfCifarHave162Views() {
        assertEquals(162, new TransformChain(List.of(new Crop(4), new Flip()), Shape.of(32, 32, 3)).views());
    }

    @Test
    void refusesVectors() {
        assertThrows(ShapeException.class, () -> new Crop(1).output(Shape.of(9)));
    }
}
