package kd4j.model.dl4j.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kd4j.model.join.Add;
import kd4j.model.join.Concat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Vertices that are no layers. */
final class Joins {
    private static final int LAST = 3;

    private Joins() {}

    static Flow join(Draft draft, Source source, GraphVertex vertex, List<Flow> inputs) {
        if (vertex instanceof ElementWiseVertex elements) {
            String operation = elements.getOp().name();
            source.require(elements.getOp() == ElementWiseVertex.Op.Add, "KD4J has no join %s", operation);
            return sum(draft, source, inputs);
        }
        source.require(vertex instanceof MergeVertex, "KD4J has no such join");
        return merged(draft, source, (MergeVertex) vertex, inputs);
    }

    /** KD4J adds two at a time. */
    private static Flow sum(Draft draft, Source source, List<Flow> inputs) {
        Flow sum = inputs.get(0);
        for (int i = 1; i < inputs.size(); i++) {
            Flow next = inputs.get(i);
            source.require(sum.order().equals(next.order()), "the vectors that it adds lie in different orders");
            String name = i == inputs.size() - 1 ? source.name() : source.name() + "-part";
            sum = draft.join(name, new Add(), List.of(sum, next), sum.order());
        }
        return sum;
    }

    private static Flow merged(Draft draft, Source source, MergeVertex vertex, List<Flow> inputs) {
        Flow first = inputs.get(0);
        if (inputs.size() == 1) {
            return first;
        }
        int channels = first.isImage() && first.channelsLast() ? LAST : 1;
        source.require(
                vertex.getMergeAxis() == channels,
                "it merges along axis %d, KD4J along the channels, which are axis %d here",
                vertex.getMergeAxis(),
                channels);
        return draft.join(source.name(), new Concat(), inputs, first.isVector() ? order(inputs) : List.of());
    }

    private static List<Integer> order(List<Flow> vectors) {
        List<Integer> all = new ArrayList<>();
        for (Flow vector : vectors) {
            int from = all.size();
            IntStream.range(0, vector.shape().values())
                    .map(i -> vector.order().isEmpty() ? i : vector.order().get(i))
                    .forEach(i -> all.add(from + i));
        }
        return all;
    }
}
