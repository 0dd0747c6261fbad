package kd4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kd4j.recipe.Recipe;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    /** Whoever adds a key to recipes decides here whether runs that differ in it may be ranked. */
    @Test
    void every_key_of_a_recipe_is_counted_or_free() {
        Set<String> keys = new TreeSet<>(Conditions.COUNTED);
        keys.addAll(Conditions.FREE);
        assertEquals(Conditions.COUNTED.size() + Conditions.FREE.size(), keys.size(), "none is both");
        Set<String> recipe = new TreeSet<>();
        Stream.of(Recipe.class.getRecordComponents())
                .map(key -> key.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT))
                .forEach(recipe::add);
        assertEquals(recipe, keys);
    }
}
