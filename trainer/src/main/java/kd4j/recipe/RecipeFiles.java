package kd4j.recipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Kind;

/** Reads a recipe's file and the files that it extends. */
final class RecipeFiles {
    static final String EXTENDS = "extends";
    private static final int MAX_FILES = 20;

    private final Kind kind;
    private final Problems problems;

    RecipeFiles(Kind kind, Problems problems) {
        this.kind = kind;
        this.problems = problems;
    }

    /**
     * The file's keys, laid over those of the files that it extends.
     *
     * @throws RecipeException when one of the files cannot be read, is not YAML, or is not a map of keys
     */
    Tree.Keys load(Path file) {
        return load(file, new Place(Place.Via.FILE, file.toString(), 1, 1), "", List.of());
    }

    private Tree.Keys load(Path file, Place asked, String path, List<Path> chain) {
        Path real = file.toAbsolutePath().normalize();
        List<Path> longer = new ArrayList<>(chain);
        longer.add(real);
        if (chain.contains(real) || longer.size() > MAX_FILES) {
            throw Problems.stop(
                    asked,
                    path,
                    "'%s' extends itself in the end: %s"
                            .formatted(
                                    file,
                                    String.join(
                                            " -> ",
                                            longer.stream()
                                                    .map(p -> p.getFileName().toString())
                                                    .toList())));
        }
        Tree.Keys keys = keys(TreeReader.read(text(file, asked, path), start(file), problems));
        return keys.value(EXTENDS)
                .map(base -> over(file, keys.without(EXTENDS), base, longer))
                .orElse(keys);
    }

    private Tree.Keys over(Path file, Tree.Keys keys, Tree base, List<Path> chain) {
        if (!(base instanceof Tree.Word word) || word.text().isBlank()) {
            throw Problems.stop(
                    base.place(),
                    EXTENDS,
                    "given %s; allowed: the path of one recipe, from this file's folder".formatted(base.shown()));
        }
        Path other = sibling(file, word);
        return (Tree.Keys) Merge.over(Optional.of(kind), load(other, word.place(), EXTENDS, chain), keys);
    }

    private static Path sibling(Path file, Tree.Word word) {
        try {
            return file.resolveSibling(word.text()).normalize();
        } catch (InvalidPathException e) {
            throw Problems.stop(
                    word.place(), EXTENDS, "given %s; allowed: a path (%s)".formatted(word.shown(), e.getReason()));
        }
    }

    private Place start(Path file) {
        problems.file(file.toString());
        return new Place(Place.Via.FILE, file.toString(), 1, 1);
    }

    private static Tree.Keys keys(Tree tree) {
        if (tree instanceof Tree.Keys keys) {
            return keys;
        }
        throw Problems.stop(
                tree.place(),
                "",
                "given %s; allowed: a map of keys, such as 'name: my-recipe'".formatted(tree.shown()));
    }

    private static String text(Path file, Place asked, String path) {
        if (!Files.isRegularFile(file)) {
            String what = Files.exists(file) ? "is not a file" : "does not exist";
            throw Problems.stop(asked, path, "the recipe '%s' %s".formatted(file, what));
        }
        try {
            if (Files.size(file) > TreeReader.MAX_CHARACTERS) {
                throw Problems.stop(
                        asked,
                        path,
                        "'%s' has %d bytes; allowed: %d".formatted(file, Files.size(file), TreeReader.MAX_CHARACTERS));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problems.stop(asked, path, "'%s' is not text in UTF-8".formatted(file));
        } catch (IOException e) {
            throw Problems.stop(asked, path, "'%s' cannot be read: %s".formatted(file, e));
        }
    }
}
