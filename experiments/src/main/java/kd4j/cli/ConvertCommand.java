package kd4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kd4j.export.Conversion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a network of KD4J's layers of one of DL4J's. */
@Command(
        name = "convert",
        description = {
            "Makes a network of KD4J's fast layers of a network that DL4J saved, with the same answers.",
            "Asks both 100 random samples, and writes nothing when a logit differs by more than 1e-4 (of its size, where that is"
                    + " above 1) or when a layer has not exactly its like. The new network can be trained and exported;"
                    + " loss, updater and regularisation are left out."
        },
        footer = {"", "Example:", "  kd4j convert lenet.zip --input 28x28x1 --out lenet-kd4j.zip"})
final class ConvertCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IN.zip", description = "What DL4J's ModelSerializer wrote.")
    private Path in;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "SIZES",
            converter = Sizes.class,
            description = "Sizes of a sample, channels last: 28x28x1 for images, 784 for vectors.")
    private List<Integer> input;

    @Option(names = "--out", required = true, paramLabel = "OUT.zip", description = "Where to write the new network.")
    private Path out;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--out names the network that is converted; name another file");
        }
        report(Conversion.convert(in, input, out));
        return 0;
    }

    private void report(Conversion done) {
        PrintWriter to = spec.commandLine().getOut();
        to.printf(
                "%s: %d parameters. %d random samples, largest difference of a logit %.2g, same class in %d%n",
                done.file(), done.parameters(), done.rows(), done.maxAbsDiff(), done.argMaxEqual());
        done.leftOut().forEach(text -> to.println("left out, for a recipe to say: " + text));
        to.flush();
    }

    /** Sizes as people write them. */
    static final class Sizes implements CommandLine.ITypeConverter<List<Integer>> {
        private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,5}(x[1-9]\\d{0,5}){0,2}");

        private static final long MOST = 10_000_000;

        @Override
        public List<Integer> convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new CommandLine.TypeConversionException(
                        "'%s' is not one to three sizes with x between, channels last, such as 28x28x1 or 784"
                                .formatted(text));
            }
            List<Integer> sizes =
                    Stream.of(text.split("x", -1)).map(Integer::valueOf).toList();
            long numbers = sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
            if (numbers > MOST) {
                throw new CommandLine.TypeConversionException(
                        "'%s' is %d numbers in a sample; at most %d are taken".formatted(text, numbers, MOST));
            }
            return sizes;
        }
    }
}
