package kd4j.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.Kd4jException;
import kd4j.component.Key;
import kd4j.component.KeyException;
import kd4j.component.Kind;
import kd4j.component.Part;

/**
 * Calls a record's constructor until it has said everything that it has against the values. A constructor stops at the first
 * bad value, so each bad one gives way to a stand-in and the constructor is asked again. An objection counts only if it stays
 * the same whatever the stand-ins are: it is not about them then.
 *
 * @param made the record; null where anything is wrong
 * @param refused what the constructor said about single keys
 * @param other what it said about the whole
 */
record Construction(Record made, List<KeyException> refused, Optional<String> other) {
    /** What a constructor answers: the record, or an objection. */
    private record Answer(Record made, RuntimeException objection) {
        boolean same(Answer that) {
            return objection != null
                    && that.objection != null
                    && String.valueOf(objection.getMessage()).equals(that.objection.getMessage());
        }
    }

    /**
     * Makes a record.
     *
     * @param values the values of the keys in order, null for those that are known to be wrong
     */
    static Construction of(Part part, List<Object> values) {
        List<Object> left = new ArrayList<>(values);
        List<KeyException> refused = new ArrayList<>();
        while (true) {
            Answer answer = ask(part, left, 1);
            int key = answer.objection() instanceof KeyException e ? indexOf(part, e) : -1;
            boolean whole = !left.contains(null);
            if (key < 0 || left.get(key) == null || !(whole || answer.same(ask(part, left, 2)))) {
                return end(whole ? answer : new Answer(null, null), refused);
            }
            refused.add((KeyException) answer.objection());
            left.set(key, null);
        }
    }

    private static Construction end(Answer answer, List<KeyException> refused) {
        Optional<String> other = Optional.ofNullable(answer.objection()).map(RuntimeException::getMessage);
        return new Construction(answer.made(), refused, other);
    }

    private static int indexOf(Part part, KeyException e) {
        return part.keys().stream().map(Key::name).toList().indexOf(e.key());
    }

    private static Answer ask(Part part, List<Object> left, int variant) {
        List<Object> full = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            full.add(left.get(i) == null ? standIn(part.keys().get(i), variant) : left.get(i));
        }
        try {
            return new Answer(part.make(full), null);
        } catch (Kd4jException | IllegalArgumentException e) {
            return new Answer(null, e);
        } catch (NullPointerException e) {
            // A part has no stand-in; a constructor that looks into it cannot be asked any more.
            if (!full.contains(null)) {
                throw e;
            }
            return new Answer(null, e);
        }
    }

    private static Object standIn(Key key, int variant) {
        if (key.kind() instanceof Kind.Basic basic) {
            return standIn(basic, key.defaultYaml(), variant);
        }
        if (key.kind() instanceof Kind.Choice choice) {
            return choice.constant(choice.words().get(0)).orElseThrow();
        }
        if (key.kind() instanceof Kind.Maybe) {
            return Optional.empty();
        }
        return key.kind() instanceof Kind.ListOf ? List.of() : key.kind() instanceof Kind.MapOf ? Map.of() : null;
    }

    private static Object standIn(Kind.Basic kind, Optional<String> value, int variant) {
        return switch (kind) {
            case INT -> value.map(Integer::parseInt).orElse(1) + variant - 1;
            case LONG -> value.map(Long::parseLong).orElse(1L) + variant - 1;
            case DOUBLE -> value.map(Double::parseDouble).orElse(0.5) / variant;
            case BOOLEAN -> variant == 1;
            case TEXT -> value.orElse("text" + variant);
        };
    }
}
