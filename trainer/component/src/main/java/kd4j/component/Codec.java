package kd4j.component;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Parts as plain values and back. */
final class Codec {
    static final String TYPE = "type";

    private Codec() {}

    static Map<String, Object> describe(Record part) {
        Map<String, Object> values = new LinkedHashMap<>();
        Component component = part.getClass().getAnnotation(Component.class);
        if (component != null) {
            values.put(TYPE, component.value());
        }
        for (RecordComponent key : part.getClass().getRecordComponents()) {
            Object value = Reflection.read(part, key);
            if (key.isAnnotationPresent(Inline.class)) {
                values.putAll(describe((Record) value));
            } else if (!Optional.empty().equals(value)) {
                values.put(Names.kebab(key.getName()), plain(value));
            }
        }
        return values;
    }

    private static Object plain(Object value) {
        if (value instanceof Record part) {
            return describe(part);
        }
        if (value instanceof Optional<?> maybe) {
            return plain(maybe.orElseThrow());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Codec::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            // Sorted, because immutable maps are walked in another order in every process.
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, of) -> sorted.put((String) name, plain(of)));
            return sorted;
        }
        return value instanceof Enum<?> constant ? Names.kebab(constant.name()) : value;
    }

    static Record restore(Class<?> family, Map<String, Object> description) {
        if (!(description.get(TYPE) instanceof String name)) {
            throw new ComponentException(
                    "a stored %s has no 'type': %s".formatted(Components.familyName(family), description));
        }
        Map<String, Object> keys = new LinkedHashMap<>(description);
        keys.remove(TYPE);
        return build(Components.part(family, name), keys);
    }

    private static Record build(Part part, Map<String, Object> given) {
        Map<String, Object> left = new LinkedHashMap<>(given);
        List<Object> values = new ArrayList<>();
        for (Key key : part.keys()) {
            if (key.inline()) {
                throw new ComponentException(
                        part.name() + ": a section with inlined keys is not restored, its parts are");
            }
            values.add(value(part, key, left.remove(key.name())));
        }
        if (!left.isEmpty()) {
            throw new ComponentException("a stored '%s' has the unknown keys %s; its keys: %s"
                    .formatted(part.name(), left.keySet(), part.keySummary()));
        }
        return part.make(values);
    }

    private static Object value(Part part, Key key, Object stored) {
        if (key.kind() instanceof Kind.Maybe maybe) {
            return Optional.ofNullable(stored).map(s -> checked(part, key, maybe.of(), s));
        }
        if (stored == null) {
            throw new ComponentException(
                    "a stored '%s' lacks '%s'; its keys: %s".formatted(part.name(), key.name(), part.keySummary()));
        }
        return checked(part, key, key.kind(), stored);
    }

    private static Object checked(Part part, Key key, Kind kind, Object stored) {
        Object value = convert(kind, stored);
        if (value == null) {
            throw new ComponentException("a stored '%s' has %s = %s, which does not fit %s"
                    .formatted(part.name(), key.name(), stored, kind));
        }
        return value;
    }

    /** The value, or null where it does not fit. */
    private static Object convert(Kind kind, Object stored) {
        if (kind instanceof Kind.Basic basic) {
            return basic(basic, stored);
        }
        if (kind instanceof Kind.Choice choice) {
            return choice.constant(String.valueOf(stored)).orElse(null);
        }
        if (kind instanceof Kind.ListOf list && stored instanceof List<?> values) {
            List<Object> all = new ArrayList<>();
            values.forEach(v -> all.add(convert(list.of(), v)));
            return all.contains(null) ? null : all;
        }
        if (stored instanceof Map<?, ?> map) {
            return ofMap(kind, strings(map));
        }
        return null;
    }

    private static Object ofMap(Kind kind, Map<String, Object> map) {
        if (kind instanceof Kind.FamilyOf family) {
            return restore(family.family(), map);
        }
        if (kind instanceof Kind.SectionOf section) {
            return build(Components.describedBy(section.type()), map);
        }
        if (kind instanceof Kind.MapOf values) {
            Map<String, Object> all = new LinkedHashMap<>();
            map.forEach((name, value) -> all.put(name, convert(values.of(), value)));
            return all.containsValue(null) ? null : all;
        }
        return null;
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((name, value) -> all.put((String) name, value));
        return all;
    }

    private static Object basic(Kind.Basic kind, Object stored) {
        return switch (kind) {
            case TEXT -> stored instanceof String ? stored : null;
            case BOOLEAN -> stored instanceof Boolean ? stored : null;
            case DOUBLE -> stored instanceof Number n ? (Object) n.doubleValue() : null;
            case LONG -> whole(stored);
            case INT -> narrow(whole(stored));
        };
    }

    private static Integer narrow(Long whole) {
        return whole == null || whole != whole.intValue() ? null : (Integer) whole.intValue();
    }

    private static Long whole(Object stored) {
        if (!(stored instanceof Number n) || !Double.isFinite(n.doubleValue())) {
            return null;
        }
        BigDecimal number = new BigDecimal(stored.toString());
        boolean fits = number.stripTrailingZeros().scale() <= 0
                && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? (Long) number.longValueExact() : null;
    }
}
