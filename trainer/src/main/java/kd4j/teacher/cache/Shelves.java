package kd4j.teacher.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import kd4j.data.Origin;

/** The files of one teacher that are open: a shelf for each origin of rows, on it a file for each tap. */
final class Shelves implements AutoCloseable {
    private final AnswerStore store;
    private final String teacher;
    private final List<Shelf> shelves = new ArrayList<>();

    Shelves(AnswerStore store, String teacher) {
        this.store = store;
        this.teacher = teacher;
    }

    /** The shelf of rows; empty where nothing of them can be kept. */
    Optional<Shelf> of(Origin origin) {
        Optional<Shelf> open =
                shelves.stream().filter(s -> s.origin.same(origin)).findFirst();
        if (open.isPresent() || !store.knows(origin)) {
            return open;
        }
        shelves.add(new Shelf(origin));
        return Optional.of(shelves.get(shelves.size() - 1));
    }

    @Override
    public void close() {
        shelves.forEach(s -> s.files.values().forEach(KeptFile::close));
    }

    /** The files of rows of one origin. */
    final class Shelf {
        private final Origin origin;
        private final Map<String, KeptFile> files = new HashMap<>();
        private final Set<String> given = new HashSet<>();
        private boolean used;

        private Shelf(Origin origin) {
            this.origin = origin;
        }

        /** View numbers that each sample has. */
        long views() {
            return origin.views().count();
        }

        /** Whether nobody has asked this before. */
        boolean firstUse() {
            boolean first = !used;
            used = true;
            return first;
        }

        /** Says that answers of these taps are not kept. */
        void give(Set<String> taps) {
            given.addAll(taps);
        }

        /**
         * The files of all these taps; empty where one of them is not kept, since the teacher has to be asked anyway then.
         *
         * @param values numbers of a row's answer
         */
        Optional<Map<String, KeptFile>> files(Set<String> taps, ToIntFunction<String> values) {
            for (String tap : taps) {
                if (!files.containsKey(tap) && !given.contains(tap)) {
                    store.open(teacher, origin, tap, values.applyAsInt(tap))
                            .ifPresentOrElse(file -> files.put(tap, file), () -> given.add(tap));
                }
            }
            if (taps.stream().anyMatch(given::contains)) {
                return Optional.empty();
            }
            Map<String, KeptFile> wanted = new HashMap<>(files);
            wanted.keySet().retainAll(taps);
            return Optional.of(wanted);
        }
    }
}
