package kd4j.recipe;

/**
 * Where a value was written.
 *
 * @param via by which way it came into the recipe
 * @param file the file as the user named it
 * @param line from 1
 * @param column from 1
 */
record Place(Via via, String file, int line, int column) {
    /** The ways into a recipe. */
    enum Via {
        /** Written in a file. */
        FILE,
        /** Given on the command line; the line is the number of the override, the column the place in it. */
        SET,
        /** One of the values of a {@code matrix}; the place is the value's own. */
        MATRIX,
        /** Nobody wrote it; the place is that of the section which lacks it. */
        DEFAULT
    }

    Place via(Via other) {
        return new Place(other, file, line, column);
    }

    /** As {@code kd4j check --explain} shows it. */
    String source() {
        return switch (via) {
            case FILE -> file + ":" + line;
            case SET -> "--set";
            case MATRIX -> "matrix (%s:%d)".formatted(file, line);
            case DEFAULT -> "default";
        };
    }
}
