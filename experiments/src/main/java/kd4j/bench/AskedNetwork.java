package kd4j.bench;

import java.nio.file.Path;
import java.util.Set;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A zip of DL4J's in KD4J; its threads are those of the environment. */
record AskedNetwork(Network network) implements Asked {
    static AskedNetwork open(Path file) {
        return new AskedNetwork(Network.load(file));
    }

    @Override
    public int values() {
        return network.input().values();
    }

    @Override
    public float[] ask(float[] rows) {
        try (INDArray features = Nd4j.create(rows, network.input().batch(rows.length / values()), 'c');
                INDArray logits =
                        network.forward(features, Set.of(Blueprint.LOGITS)).get(Blueprint.LOGITS)) {
            return logits.dup('c').data().asFloat();
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
