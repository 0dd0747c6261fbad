package kd4j.recipe;

/**
 * One thing that is wrong in a recipe.
 *
 * @param file the file as the user named it; {@code --set} for an override on the command line
 * @param line from 1
 * @param column from 1
 * @param path the key's path, such as {@code method.objective[1].loss.temperature}; empty for the whole file
 * @param message what is wrong, what is allowed and what comes nearest
 */
public record Problem(String file, int line, int column, String path, String message) {
    @Override
    public String toString() {
        String place = "%s:%d:%d  %s".formatted(file, line, column, path).stripTrailing();
        return place + "\n  " + message;
    }
}
