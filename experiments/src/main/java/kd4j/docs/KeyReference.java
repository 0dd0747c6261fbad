package kd4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import kd4j.recipe.Recipe;

/** The page {@code configs/README.md}: every key that a recipe can have, out of the component index. */
public final class KeyReference {
    private static final String PAGE = "configs/README.md";

    private KeyReference() {}

    /** The page as it should be. */
    public static String markdown() {
        return new Page(Recipe.class).markdown();
    }

    /**
     * Writes the page.
     *
     * @param root the folder that {@code configs} is in
     */
    public static void write(Path root) {
        Path page = root.resolve(PAGE);
        try {
            Files.createDirectories(page.toAbsolutePath().getParent());
            Files.writeString(page, markdown());
        } catch (IOException e) {
            throw new DocsException(page + ": cannot be written: " + e, e);
        }
    }

    /**
     * Compares the committed page with the page as it should be.
     *
     * @param root the folder that {@code configs} is in
     * @throws DocsException when they differ; the message has the first line that does
     */
    public static void check(Path root) {
        Path page = root.resolve(PAGE);
        try {
            compare(
                    page,
                    Files.readString(page).lines().toList(),
                    markdown().lines().toList());
        } catch (NoSuchFileException e) {
            throw new DocsException(page + ": is missing. Write it with: kd4j docs", e);
        } catch (IOException e) {
            throw new DocsException(page + ": cannot be read: " + e, e);
        }
    }

    private static void compare(Path page, List<String> given, List<String> wanted) {
        if (given.equals(wanted)) {
            return;
        }
        int line = 0;
        while (line < Math.min(given.size(), wanted.size()) && given.get(line).equals(wanted.get(line))) {
            line++;
        }
        throw new DocsException(
                "%s:%d: is out of date. It says%n  %s%nand should say%n  %s%nWrite it anew with: kd4j docs"
                        .formatted(page, line + 1, at(given, line), at(wanted, line)));
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "(nothing: end of page)";
    }
}
