package kd4j.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Transforms one after another, seen as one: its view number says which view each of them gives.
 *
 * <p>Where every transform has a finite number of views and the product fits into a long, the chain has that product of
 * views, and the view number is read as a number of mixed radix whose lowest digit belongs to the first transform.
 * Otherwise the chain is {@link Transform#UNLIMITED}: every long is a view, 0 is still view 0 of every transform, and any
 * other number gives transform {@code i} a view that is mixed out of the number and {@code i}.
 *
 * <p>The room for what each transform writes is kept between calls, so an instance serves one thread at a time.
 */
public final class TransformChain {
    /** Version of the rule by which a number says which view each transform gives, and of how views are drawn; as {@link Transform#version}. */
    static final int NUMBERING = 1;

    private final List<Transform> transforms;
    private final List<Shape> shapes;
    private final long[] radices;
    private final long views;
    private final float[][] rooms;

    /**
     * Checks that the transforms fit together.
     *
     * @param transforms what is done, in order; may be empty
     * @param input the shape that goes in
     * @throws kd4j.component.ShapeException when a transform cannot take the shape that comes to it
     */
    public TransformChain(List<Transform> transforms, Shape input) {
        this.transforms = List.copyOf(transforms);
        List<Shape> passed = new ArrayList<>(List.of(input));
        this.radices = new long[transforms.size()];
        for (int i = 0; i < radices.length; i++) {
            Shape shape = passed.get(i);
            passed.add(transforms.get(i).output(shape));
            radices[i] = transforms.get(i).views(shape);
        }
        this.shapes = List.copyOf(passed);
        this.views = product(radices);
        this.rooms = shapes.stream().skip(1).map(s -> new float[s.values()]).toArray(float[][]::new);
    }

    public List<Transform> transforms() {
        return transforms;
    }

    public Shape input() {
        return shapes.get(0);
    }

    public Shape output() {
        return shapes.get(shapes.size() - 1);
    }

    /** How many views there are, 1 for an empty chain; {@link Transform#UNLIMITED} also where a long cannot hold the number. */
    public long views() {
        return views;
    }

    /** The view of a sample in an epoch: {@code mix(VIEW, seed, epoch, id)}, brought below {@link #views}. */
    public long view(long seed, int epoch, int id) {
        if (views == 1) {
            return 0;
        }
        long hash = Seeds.mix(Seeds.Use.VIEW, seed, epoch, id);
        return views == Transform.UNLIMITED ? hash : Seeds.below(hash, views);
    }

    /**
     * One view of a sample.
     *
     * @param in values of a sample of shape {@link #input}, not changed
     * @param view from 0 to below {@link #views}; any number where these are unlimited
     * @return values of a sample of shape {@link #output}, valid until the next call; {@code in} itself for an empty chain
     */
    public float[] apply(float[] in, long view) {
        float[] from = in;
        long rest = view;
        for (int i = 0; i < radices.length; i++) {
            transforms.get(i).apply(shapes.get(i), from, rooms[i], part(view, rest, i));
            rest = views == Transform.UNLIMITED ? rest : rest / radices[i];
            from = rooms[i];
        }
        return from;
    }

    private long part(long view, long rest, int i) {
        if (views != Transform.UNLIMITED) {
            return rest % radices[i];
        }
        long mixed = view == 0 ? 0 : Seeds.next(view, i);
        return radices[i] == Transform.UNLIMITED ? mixed : Seeds.below(mixed, radices[i]);
    }

    private static long product(long[] radices) {
        long product = 1;
        for (long radix : radices) {
            if (radix == Transform.UNLIMITED || radix > Long.MAX_VALUE / product) {
                return Transform.UNLIMITED;
            }
            product *= radix;
        }
        return product;
    }
}
