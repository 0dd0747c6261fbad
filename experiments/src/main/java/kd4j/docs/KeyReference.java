package kd4j.docs;

import java.nio.file.Path;
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
        Pages.write(root.resolve(PAGE), markdown());
    }

    /**
     * Compares the committed page with the page as it should be.
     *
     * @param root the folder that {@code configs} is in
     * @throws DocsException when they differ; the message has the first line that does
     */
    public static void check(Path root) {
        Pages.check(root.resolve(PAGE), markdown());
    }
}
