package kd4j.component;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a key's value can be: the closed list of types that a recipe can express. */
public sealed interface Kind {
    /** Values without parts. */
    enum Basic implements Kind {
        /** A 32-bit integer. */
        INT,
        /** A 64-bit integer. */
        LONG,
        /** A finite number. */
        DOUBLE,
        /** True or false. */
        BOOLEAN,
        /** Text. */
        TEXT
    }

    /** One of an enum's constants, written in kebab case. */
    record Choice(Class<?> type) implements Kind {
        /** The words to choose from. */
        public List<String> words() {
            return constants().stream().map(c -> Names.kebab(c.name())).toList();
        }

        /** The constant that a word stands for. */
        public Optional<Enum<?>> constant(String word) {
            return constants().stream()
                    .filter(c -> Names.kebab(c.name()).equals(word))
                    .findFirst();
        }

        private List<Enum<?>> constants() {
            return Arrays.stream(type.getEnumConstants())
                    .<Enum<?>>map(c -> (Enum<?>) c)
                    .toList();
        }
    }

    /** A value that may be left out. */
    record Maybe(Kind of) implements Kind {}

    /** Values in a row. */
    record ListOf(Kind of) implements Kind {}

    /** Values by name. */
    record MapOf(Kind of) implements Kind {}

    /** The keys of a {@link Section} record. */
    record SectionOf(Class<? extends Record> type) implements Kind {}

    /** Any member of a {@link Family}, chosen by {@code type}. */
    record FamilyOf(Class<?> family) implements Kind {}

    /**
     * The kind of a Java type.
     *
     * @throws IllegalArgumentException when the type cannot stand in a recipe
     */
    static Kind of(Type type) {
        return type instanceof ParameterizedType generic ? ofGeneric(generic) : ofClass((Class<?>) type);
    }

    private static Kind ofGeneric(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        Kind last = of(arguments[arguments.length - 1]);
        if (type.getRawType() == Optional.class) {
            return new Maybe(last);
        }
        if (type.getRawType() == List.class) {
            return new ListOf(last);
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return new MapOf(last);
        }
        throw new IllegalArgumentException(type + " cannot be written in a recipe");
    }

    private static Kind ofClass(Class<?> type) {
        Kind basic = BASIC.get(type);
        if (basic != null) {
            return basic;
        }
        if (type.isEnum()) {
            return new Choice(type);
        }
        if (type.isAnnotationPresent(Section.class)) {
            return new SectionOf(type.asSubclass(Record.class));
        }
        if (type.isAnnotationPresent(Family.class)) {
            return new FamilyOf(type);
        }
        throw new IllegalArgumentException(type + " cannot be written in a recipe");
    }

    /** The basic kind of each Java type that has one. */
    Map<Class<?>, Basic> BASIC = Map.of(
            int.class, Basic.INT,
            Integer.class, Basic.INT,
            long.class, Basic.LONG,
            Long.class, Basic.LONG,
            double.class, Basic.DOUBLE,
            Double.class, Basic.DOUBLE,
            boolean.class, Basic.BOOLEAN,
            Boolean.class, Basic.BOOLEAN,
            String.class, Basic.TEXT);
}
