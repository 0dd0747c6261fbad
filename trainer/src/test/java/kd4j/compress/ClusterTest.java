package kd4j.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kd4j.component.KeyException;
import kd4j.engine.TrainingLoop;
import kd4j.model.Network;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ClusterTest {
    @Nested
    class FourValues implements CompressionContract {
        @Override
        public Compression compression() {
            return with(EpochSchedule.at(1.5));
        }

        @Override
        public Compression with(EpochSchedule schedule) {
            return new Cluster(4, List.of("*"), schedule);
        }

        @Override
        public Compression with(List<String> layers) {
            return new Cluster(4, layers, EpochSchedule.at(2));
        }

        @Override
        public void mustHaveForm(Network network, INDArray vector) {
            for (Network.Segment s : Weights.of(network, List.of("*"))) {
                long values = Arrays.stream(Weights.numbers(Weights.part(vector, s)))
                        .distinct()
                        .count();
                assertTrue(values <= 4, s.node() + " has " + values + " values");
            }
        }
    }

    /** Three heaps, whatever the start. */
    @Test
    void finds_heaps() {
        double[] numbers = {5.0, -1.0, 0.1, -1.2, 5.2, -0.8, 0.2, 4.8, 0.3};
        Random random = new Random(1);
        assertArrayEquals(new double[] {-1, 0.2, 5}, Centres.of(numbers, 3, random::nextDouble), 1e-12);
        assertArrayEquals(new double[] {1, 2}, Centres.of(new double[] {2, 1, 2, 1}, 5, random::nextDouble), 1e-12);
    }

    /** At its end, no centre lies elsewhere than at the mean of its numbers: what k-means means, computed here from the definition. */
    @Test
    void ends_at_means() {
        double[] numbers = new Random(2).doubles(500, -1, 1).map(x -> x * x * x).toArray();
        double[] centres = Centres.of(numbers, 8, new Random(3)::nextDouble);
        assertEquals(8, centres.length);
        for (int c = 0; c < centres.length; c++) {
            int cluster = c;
            double mean = Arrays.stream(numbers)
                    .filter(x -> nearest(centres, x) == cluster)
                    .average()
                    .orElseThrow();
            assertEquals(mean, centres[c], 1e-12);
        }
        for (double x : numbers) {
            assertEquals(nearest(centres, x), Centres.nearest(centres, x));
        }
    }

    private static int nearest(double[] centres, double x) {
        int best = 0;
        for (int c = 1; c < centres.length; c++) {
            if (Math.abs(centres[c] - x) < Math.abs(centres[best] - x)) {
                best = c;
            }
        }
        return best;
    }

    @Test
    void zeros_of_pruning_stay() {
        List<Compression> plan = List.of(new Prune(0.75), new Cluster(4, List.of("conv*"), EpochSchedule.at(4)));
        TrainingLoop loop = Trainings.loop(plan, Trainings.adam());
        loop.run();
        loop.outcomes().forEach(outcome -> assertTrue(outcome.happened(), outcome.sentence()));
    }

    @Test
    void refuses_a_single_value() {
        KeyException e = assertThrows(KeyException.class, () -> new Cluster(1));
        assertTrue(e.getMessage().contains("an integer >= 2"), e.getMessage());
    }
}
