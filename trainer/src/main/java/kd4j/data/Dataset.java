package kd4j.data;

import java.util.Optional;
import kd4j.component.Family;

/** A data set as a recipe names it: settings that say where the rows are and how they are read. */
@Family("dataset")
public interface Dataset {
    /**
     * Reads the rows.
     *
     * @param place where files are looked for
     * @throws DataException when a file is missing, damaged or not what its digest says
     */
    Data load(DataPlace place);

    /** Under what the rows may be used, for people; empty where nobody but their owner knows. */
    default Optional<String> licence() {
        return Optional.empty();
    }
}
