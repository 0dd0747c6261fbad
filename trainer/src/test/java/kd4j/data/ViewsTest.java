package kd4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kd4j.component.KeyException;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final Shape SHAPE = Shape.of(2);

    /** Adds the view to each value. */
    private record Add(long views) implements Transform {
        @Override
        public long views(Shape input) {
            return views;
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            for (int i = 0; i < shape.values(); i++) {
                out[i] = in[i] + (views == UNLIMITED ? view % 1000 : view);
            }
        }
    }

    private static MemorySamples rows(int count) {
        float[][] values = new float[count][2];
        return MemorySamples.ofFloats(SHAPE, values, new int[count]);
    }

    private static Map<Integer, Set<Float>> seen(List<Transform> augment, Optional<Integer> drawn, long seed) {
        Map<Integer, Set<Float>> seen = new TreeMap<>();
        for (int epoch = 0; epoch < 60; epoch++) {
            Batches batches = Batches.training(rows(20), List.of(), augment, drawn, 20, seed, epoch);
            Batch batch = batches.batch(0);
            for (int row = 0; row < 20; row++) {
                seen.computeIfAbsent(batch.ids()[row], id -> new HashSet<>())
                        .add(batch.features().getFloat(row, 0));
                assertTrue(batch.views()[row] < batches.origin().views().count());
            }
        }
        return seen;
    }

    @Test
    void without_a_number_all_views_are_seen_and_numbered_as_in_the_chain() {
        Views views = Views.of(new TransformChain(List.of(new Add(25)), SHAPE), Optional.empty());
        assertEquals(25, views.count());
        for (int id = 0; id < 50; id++) {
            assertEquals(Seeds.below(Seeds.mix(Seeds.Use.VIEW, 3, 4, id), 25), views.choose(3, 4, id));
            assertEquals(7, views.inChain(id, 7));
        }
        assertEquals("25 views", views.toString());
    }

    @Test
    void drawn_views_are_few_and_the_same_for_every_seed() {
        List<Transform> augment = List.of(new Add(Transform.UNLIMITED));
        Map<Integer, Set<Float>> one = seen(augment, Optional.of(3), 1);
        assertEquals(one, seen(augment, Optional.of(3), 2));
        one.values().forEach(set -> assertEquals(3, set.size()));
        assertTrue(new HashSet<>(one.values()).size() > 15, "rows have views of their own");
        Views views = Views.of(new TransformChain(augment, SHAPE), Optional.of(3));
        assertEquals("3 drawn for each sample out of unlimited views", views.toString());
    }

    @Test
    void a_chain_with_no_more_views_gives_all_of_them() {
        assertEquals(seen(List.of(new Add(4)), Optional.empty(), 1), seen(List.of(new Add(4)), Optional.of(4), 1));
        assertEquals(
                4,
                Views.of(new TransformChain(List.of(new Add(4)), SHAPE), Optional.of(9))
                        .count());
        assertThrows(KeyException.class, () -> Views.of(new TransformChain(List.of(), SHAPE), Optional.of(0)));
    }

    @Test
    void a_pass_over_one_view_shows_what_training_shows_under_that_number() {
        for (Optional<Integer> drawn : List.of(Optional.<Integer>empty(), Optional.of(5))) {
            Batch training = Batches.training(rows(20), List.of(), List.of(new Add(100)), drawn, 20, 9, 3)
                    .batch(0);
            for (int row = 0; row < 20; row++) {
                Batch all = Batches.view(rows(20), List.of(), List.of(new Add(100)), drawn, 20, training.views()[row])
                        .batch(0);
                assertEquals(
                        training.features().getFloat(row, 1), all.features().getFloat(training.ids()[row], 1));
            }
        }
    }

    @Test
    void a_batch_says_where_its_rows_come_from() {
        MemorySamples rows = rows(10);
        Samples some = rows.select(new int[] {5, 6, 7, 8}).select(new int[] {1, 3});
        Origin origin = Batches.evaluation(some, List.of(new Add(1)), 2)
                .batch(0)
                .origin()
                .orElseThrow();
        assertSame(rows, origin.rows());
        assertEquals(List.of(new Add(1)), origin.transforms());
        assertTrue(origin.same(Batches.evaluation(rows, List.of(new Add(1)), 5)
                .batch(1)
                .origin()
                .orElseThrow()));
        List<Origin> others = new ArrayList<>();
        others.add(Batches.evaluation(rows(10), List.of(new Add(1)), 5).origin());
        others.add(Batches.evaluation(rows, List.of(), 5).origin());
        others.add(
                Batches.training(rows, List.of(), List.of(new Add(2)), 5, 1, 0).origin());
        others.add(Batches.training(rows, List.of(), List.of(new Add(2)), Optional.of(1), 5, 1, 0)
                .origin());
        for (int i = 0; i < others.size(); i++) {
            assertFalse(origin.same(others.get(i)));
            for (int j = i + 1; j < others.size(); j++) {
                assertFalse(others.get(i).same(others.get(j)));
            }
        }
    }

    @Test
    void a_signature_differs_with_settings_versions_and_views() {
        Set<Optional<String>> all = new HashSet<>();
        all.add(signature(List.of(), Optional.empty()));
        all.add(signature(List.of(new Add(25)), Optional.empty()));
        all.add(signature(List.of(new Add(26)), Optional.empty()));
        all.add(signature(List.of(new Add(25)), Optional.of(3)));
        all.add(signature(List.of(new Add(25)), Optional.of(4)));
        all.add(signature(List.of(new Add(25), new Add(1)), Optional.empty()));
        all.add(signature(List.of(new Newer(25)), Optional.empty()));
        assertEquals(7, all.size());
        assertEquals(
                signature(List.of(new Add(25)), Optional.empty()), signature(List.of(new Add(25)), Optional.of(25)));
        assertTrue(signature(List.of(new Newer(25)), Optional.empty())
                .orElseThrow()
                .contains("Newer version 2"));
        Transform unknown = new Transform() {
            @Override
            public long views(Shape input) {
                return 1;
            }

            @Override
            public void apply(Shape shape, float[] in, float[] out, long view) {
                System.arraycopy(in, 0, out, 0, shape.values());
            }
        };
        assertEquals(Optional.empty(), signature(List.of(unknown), Optional.empty()));
    }

    private record Newer(long views) implements Transform {
        @Override
        public long views(Shape input) {
            return views;
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            System.arraycopy(in, 0, out, 0, shape.values());
        }
    }

    private static Optional<String> signature(List<Transform> augment, Optional<Integer> drawn) {
        return Batches.training(rows(4), List.of(), augment, drawn, 2, 1, 0)
                .origin()
                .signature();
    }

    @Test
    void rows_of_a_batch_can_be_selected() {
        float[][] values = {{1, 2}, {3, 4}, {5, 6}};
        Batch batch = Batches.evaluation(MemorySamples.ofFloats(SHAPE, values, new int[] {7, 8, 9}), List.of(), 3)
                .batch(0);
        Batch some = batch.select(new int[] {2, 0, 2});
        assertArrayEquals(
                new float[] {5, 6, 1, 2, 5, 6}, some.features().ravel().toFloatVector());
        assertArrayEquals(new int[] {9, 7, 9}, some.labels());
        assertArrayEquals(new int[] {2, 0, 2}, some.ids());
        assertEquals(batch.origin(), some.origin());
    }
}
