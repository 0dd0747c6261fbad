package kd4j.run;

import java.util.List;
import kd4j.compress.Footprint;
import kd4j.compress.Outcome;
import kd4j.export.ExportedFile;
import kd4j.model.Blueprint;
import kd4j.model.Network;

/**
 * What a plan of compression has made of a network.
 *
 * @param parametersBefore trained numbers of the network that the plan began with
 * @param macsBefore its multiply-accumulate operations for one sample
 * @param nonZeros trained numbers of the selected network that are not 0
 * @param sparsity the share of its trained numbers that are 0
 * @param nonZeroMacs its multiply-accumulate operations for one sample whose weight is not 0
 * @param steps for each step of the plan, whether it has really happened
 */
public record Compressed(
        long parametersBefore, long macsBefore, long nonZeros, double sparsity, long nonZeroMacs, List<Outcome> steps) {
    static Compressed of(Blueprint before, Network network, List<Outcome> steps) {
        Footprint now = Footprint.of(network);
        return new Compressed(
                before.parameters(), before.macs(), now.nonZeros(), now.sparsity(), now.nonZeroMacs(), steps);
    }

    /** A sentence for each file that is not smaller than the numbers of the network before the plan would be. */
    List<String> notSmaller(List<ExportedFile> files) {
        long whole = parametersBefore * Float.BYTES;
        boolean bitsAlone = steps.stream().allMatch(step -> step.step().equals("quantise"));
        return files.stream()
                .filter(file -> !bitsAlone || file.format().eightBits())
                .filter(file -> !file.format().bundle()) // which holds more than a network
                .filter(file -> file.bytes() >= whole)
                .map(file ->
                        "compression has not made %s smaller: it has %,d bytes, the %,d parameters of the network before have %,d. A share of %.4f of its numbers is 0, but zeros and shared values take the room of other numbers in it; prune filters (structure: filter) or factorise"
                                .formatted(file.path().getFileName(), file.bytes(), parametersBefore, whole, sparsity))
                .toList();
    }

    /** A sentence for each step that did not happen as it was asked for. */
    List<String> failures() {
        return steps.stream()
                .filter(step -> !step.happened())
                .map(step ->
                        "compression '%s' did not do what was asked for: %s".formatted(step.step(), step.sentence()))
                .toList();
    }
}
