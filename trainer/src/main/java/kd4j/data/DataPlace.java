package kd4j.data;

import java.nio.file.Path;

/**
 * Where files are looked for.
 *
 * @param recipe the folder that relative paths in a recipe start from
 * @param store the folder of downloaded data sets, one folder each
 */
public record DataPlace(Path recipe, Path store) {
    /** A path from a recipe, made absolute. */
    public Path resolve(String path) {
        return recipe.resolve(path).toAbsolutePath().normalize();
    }
}
