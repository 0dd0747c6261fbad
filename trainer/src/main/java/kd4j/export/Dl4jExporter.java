package kd4j.export;

import java.nio.file.Path;
import java.util.List;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;

/** DL4J's zip, which holds every layer that KD4J has. */
final class Dl4jExporter implements Exporter {
    @Override
    public List<String> problems(Blueprint plan) {
        return List.of();
    }

    @Override
    public void write(Network network, Card card, Path file) {
        network.save(file);
    }

    @Override
    public Model open(Path file) {
        return Network.load(file);
    }
}
