package kd4j.recipe;

import java.util.List;

/**
 * A recipe that is ready to run: the only one of its file, or one combination of a {@code matrix}.
 *
 * @param name the recipe's name, followed by the combination where there is a matrix: {@code digits,temperature=4}; fit for a
 *     file name
 * @param recipe the bound recipe
 * @param resolvedYaml the recipe with every default written out; binds to an equal recipe
 * @param digest SHA-256 of {@code resolvedYaml} in UTF-8, in hexadecimal
 * @param origins where each value came from, in the order of {@code resolvedYaml}
 */
public record Cell(String name, Recipe recipe, String resolvedYaml, String digest, List<Origin> origins) {
    public Cell {
        origins = List.copyOf(origins);
    }

    /** The combination alone, such as {@code temperature=4}; empty where there is no matrix. */
    public String combination() {
        return name.substring(recipe.name().length()).replaceFirst("^,", "");
    }
}
