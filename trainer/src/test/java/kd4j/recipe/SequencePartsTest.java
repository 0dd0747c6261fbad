package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.model.Architecture;
import kd4j.model.architecture.GruNetwork;
import kd4j.model.architecture.Layers;
import kd4j.model.architecture.Transformer;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Embedding;
import kd4j.model.layer.Gru;
import kd4j.model.layer.LayerNorm;
import kd4j.model.layer.Lstm;
import kd4j.model.layer.MultiHeadAttention;
import kd4j.model.layer.Positions;
import kd4j.model.layer.Returns;
import org.junit.jupiter.api.Test;

/** Architectures and layers along time as recipes write them. */
final class SequencePartsTest {
    private static Architecture architecture(String yaml) {
        return Binder.bind(Architecture.class, "architecture", yaml);
    }

    @Test
    void gru() {
        assertEquals(new GruNetwork(List.of(64, 32)), architecture("type: gru\nunits: [64, 32]"));
    }

    @Test
    void transformer() {
        assertEquals(
                new Transformer(64, 4, 2, 4, Positions.Kind.SINUSOIDAL, Optional.empty()),
                architecture("type: transformer"));
        assertEquals(
                new Transformer(32, 2, 3, 2, Positions.Kind.LEARNED, Optional.of(500)),
                architecture(
                        """
                        type: transformer
                        size: 32
                        heads: 2
                        blocks: 3
                        widening: 2
                        positions: learned
                        vocabulary: 500
                        """));
    }

    @Test
    void layers() {
        assertEquals(
                new Layers(
                        List.of(
                                new Embedding(50, 16),
                                new Positions(Positions.Kind.LEARNED),
                                new LayerNorm(1e-5),
                                new MultiHeadAttention(4),
                                new Dense(8, true),
                                new Lstm(12, Returns.SEQUENCE),
                                new Gru(6, Returns.LAST)),
                        Map.of()),
                architecture(
                        """
                        type: layers
                        layers:
                          - {type: embedding, vocabulary: 50, size: 16}
                          - {type: positions, kind: learned}
                          - {type: layer-norm}
                          - {type: multi-head-attention, heads: 4}
                          - {type: dense, units: 8}
                          - {type: lstm, units: 12}
                          - {type: gru, units: 6, returns: last}
                        """));
    }
}
