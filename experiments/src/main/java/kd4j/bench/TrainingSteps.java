package kd4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import kd4j.data.Batch;
import kd4j.data.Seeds;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.method.Context;
import kd4j.method.Plain;
import kd4j.method.Session;
import kd4j.method.WeightedLoss;
import kd4j.model.Network;
import kd4j.optim.Optimizer;
import kd4j.optim.Updater;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a model step by step, as the engine does, on synthetic batches that are in memory already. */
final class TrainingSteps implements AutoCloseable {
    private static final int BATCHES = 8;
    static final long SEED = 1;

    private final Network network;
    private final Optimizer optimizer;
    private final Updater updater;
    private final Session session;
    private final List<Batch> batches = new ArrayList<>();
    private long done;
    private double loss;
    private long updateNanos;

    TrainingSteps(BenchModel model, Network network) {
        this.network = network;
        this.optimizer = model.bound().optimizer();
        this.session = new Plain(List.of(new WeightedLoss(1, new CrossEntropy())))
                .begin(Context.of(network.blueprint(), Map.of()));
        this.updater = optimizer.begin(network.parameters(), Optional.ofNullable(network.decayMask()));
        Random random = new Random(SEED);
        for (int i = 0; i < BATCHES; i++) {
            batches.add(batch(model, random));
        }
    }

    private static Batch batch(BenchModel model, Random random) {
        float[] values = new float[BenchModel.BATCH * model.input().values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        int[] labels = random.ints(BenchModel.BATCH, 0, BenchModel.CLASSES).toArray();
        long[] shape = model.input().batch(BenchModel.BATCH);
        return new Batch(
                Nd4j.createFromArray(values).reshape('c', shape),
                labels,
                new int[labels.length],
                new long[labels.length]);
    }

    /** One step: forward, cross-entropy, backward, update. Answers the cross-entropy. */
    double step() {
        Batch batch = batches.get((int) (done % BATCHES));
        network.learn(batch.features(), session.studentTaps(), Seeds.mix(Seeds.Use.NOISE, SEED, done), activations -> {
            Outputs none = new Outputs(Map.of());
            Term term = session.evaluate(new Signals(batch.labels(), new Outputs(activations), none, 0));
            loss = term.value();
            return term.gradients();
        });
        long begin = System.nanoTime();
        updater.step(network.gradients(), optimizer.rate().at(0, 1), done);
        updateNanos = System.nanoTime() - begin;
        done++;
        return loss;
    }

    /** How long the last step's update took. */
    long updateNanos() {
        return updateNanos;
    }

    /** Trained numbers. */
    long parameters() {
        return network.blueprint().parameters();
    }

    @Override
    public void close() {
        session.close();
        batches.forEach(b -> b.features().close());
        network.close();
    }
}
