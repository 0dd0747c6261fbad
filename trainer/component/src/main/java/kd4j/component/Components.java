package kd4j.component;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds parts by name, and turns them into plain values and back. */
public final class Components {
    /** Read once, when first needed. */
    private static final class Holder {
        static final Index INDEX = Index.of(loader());

        private static ClassLoader loader() {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            return context == null ? Components.class.getClassLoader() : context;
        }
    }

    private Components() {}

    /** The families that have a part, in the order of their names. */
    public static List<Class<?>> families() {
        return Holder.INDEX.families();
    }

    /**
     * The parts of a family, in the order of their names.
     *
     * @throws ComponentException when two of them have the same name
     */
    public static List<Part> parts(Class<?> family) {
        return List.copyOf(Holder.INDEX.parts(family).values());
    }

    /**
     * The part with this name.
     *
     * @throws ComponentException when there is none; the message has all names and the nearest one
     */
    public static Part part(Class<?> family, String name) {
        return part(Holder.INDEX, family, name);
    }

    static Part part(Index index, Class<?> family, String name) {
        Map<String, Part> parts = index.parts(family);
        Part part = parts.get(name);
        if (part == null) {
            throw new ComponentException(miss(family, name, parts.keySet()));
        }
        return part;
    }

    private static String miss(Class<?> family, String name, Set<String> known) {
        return "no %s is called '%s'.%s There are: %s"
                .formatted(familyName(family), name, Names.suggestion(name, known), String.join(", ", known));
    }

    /**
     * The keys and documentation of a {@link Component} or {@link Section} record.
     *
     * @throws ComponentException when the record is neither, or was compiled without the annotation processor
     */
    public static Part describedBy(Class<?> record) {
        return Holder.INDEX
                .part(record)
                .orElseThrow(() -> new ComponentException(
                        "%s is not in the component index; annotate it with @Component or @Section and compile with the processor of kd4j-component"
                                .formatted(record.getName())));
    }

    /** The family's name in the singular, such as {@code loss}. */
    public static String familyName(Class<?> family) {
        return family.getAnnotation(Family.class).value();
    }

    /**
     * A part as plain values, as they stand in a recipe: its {@code type}, then all its keys in the order of the record.
     * Values are integers, doubles, booleans, strings, lists, maps and parts described alike; empty optionals are left out.
     */
    public static Map<String, Object> describe(Record part) {
        return Codec.describe(part);
    }

    /**
     * The part that {@link #describe} gave this description of. Numbers may have come back as other number types with the same
     * value, as happens in JSON.
     *
     * @throws ComponentException when the description does not fit any part of the family
     * @throws KeyException when a value is out of range
     */
    public static <F> F restore(Class<F> family, Map<String, Object> description) {
        return family.cast(Codec.restore(family, description));
    }
}
