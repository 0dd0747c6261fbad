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
 */
public final class TransformChain {
    private final List<Transform> transforms;
    private final List<Shape> shapes;
    private final long[] radices;
    private final long views;

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
     * Writes one view of a sample.
     *
     * @param in values of a sample of shape {@link #input}, not changed
     * @param out room for a sample of shape {@link #output}, overwritten
     * @param view from 0 to below {@link #views}; any number where these are unlimited
     */
    public void apply(float[] in, float[] out, long view) {
        if (transforms.isEmpty()) {
            System.arraycopy(in, 0, out, 0, input().values());
            return;
        }
        float[] from = in;
        long rest = view;
        for (int i = 0; i < radices.length; i++) {
            float[] to =
                    i == radices.length - 1 ? out : new float[shapes.get(i + 1).values()];
            transforms.get(i).apply(shapes.get(i), from, to, part(view, rest, i));
            rest = views == Transform.UNLIMITED ? rest : rest / radices[i];
            from = to;
        }
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
