package kd4j.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kd4j.engine.Event;
import kd4j.model.Network;
import kd4j.model.Parameter.Role;
import kd4j.track.Entry;
import kd4j.track.EventFile;
import kd4j.track.Histogram;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Writes one training's event file for TensorBoard as it goes on. */
final class EventLog implements Event.Listener {
    private static final double MILLIS = 1e3;

    private final EventFile file;
    private final int histograms;
    private List<Entry> gradients = List.of();
    private Network network;

    /**
     * @param histograms every how many epochs layers are written as histograms; 0 for never
     */
    EventLog(EventFile file, int histograms) {
        this.file = file;
        this.histograms = histograms;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started) {
            long step = (long) started.epochsDone() * started.stepsPerEpoch();
            AtomicFiles.attempt(file.path(), () -> file.keepUpTo(step, now()));
        } else if (event instanceof Event.GradientsFound found && wanted(found)) {
            network = found.network();
            gradients = layers("gradients/", network.gradients());
        } else if (event instanceof Event.EpochDone done) {
            AtomicFiles.attempt(file.path(), () -> add(done));
        }
    }

    private boolean wanted(Event.GradientsFound found) {
        return histograms > 0 && found.step() == found.steps() && found.epoch() % histograms == 0;
    }

    private void add(Event.EpochDone done) throws IOException {
        List<Entry> entries = new ArrayList<>(scalars(Figures.of(MetricsLog.Line.of(done, List.of(), null))));
        if (!gradients.isEmpty()) {
            entries.addAll(gradients);
            entries.addAll(layers("parameters/", network.parameters()));
            gradients = List.of();
        }
        file.add(now(), done.state().step(), entries);
    }

    static List<Entry> scalars(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .<Entry>map(f -> new Entry.Scalar(f.getKey(), f.getValue()))
                .toList();
    }

    /** Running statistics are no part of what is learnt. */
    private List<Entry> layers(String before, INDArray vector) {
        return network.segments().stream()
                .filter(s -> s.parameter().role() != Role.STATISTIC)
                .<Entry>map(s -> new Entry.Spread(
                        before + s.node() + "/" + s.parameter().name(),
                        Histogram.of(vector.get(NDArrayIndex.interval(s.from(), s.to()))
                                .toFloatVector())))
                .collect(Collectors.toList());
    }

    private static double now() {
        return System.currentTimeMillis() / MILLIS;
    }
}
