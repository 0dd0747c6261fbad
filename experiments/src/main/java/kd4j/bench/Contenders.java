package kd4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who can take part here, and why the others cannot.
 *
 * @param present ours, and the forms of all peers that are installed
 * @param missing a sentence for each peer that is not
 */
public record Contenders(List<Contender> present, List<String> missing) {
    public Contenders {
        present = List.copyOf(present);
        missing = List.copyOf(missing);
    }

    /**
     * Looks for the peers.
     *
     * @param folder where their programs lie, {@code experiments/peers}
     * @param warmUp seconds before the clock starts
     */
    public static Contenders of(List<Peer> peers, Path folder, double warmUp) {
        List<Contender> present = new ArrayList<>(Ours.contenders(warmUp));
        List<String> missing = new ArrayList<>();
        for (Peer peer : peers) {
            Optional<String> why = peer.missing(folder);
            why.ifPresentOrElse(
                    reason -> missing.add("%s is left out: %s".formatted(peer.id(), reason)),
                    () -> present.addAll(peer.contenders(folder, warmUp)));
        }
        return new Contenders(present, missing);
    }
}
