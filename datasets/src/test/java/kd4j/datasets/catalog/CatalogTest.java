package kd4j.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import org.junit.jupiter.api.Test;

class CatalogTest {
    @Test
    void namesAreThoseOfRecipes() {
        for (Catalogued entry : Catalog.entries()) {
            assertEquals(
                    entry.getClass().getAnnotation(Component.class).value(),
                    entry.source().name());
            assertEquals(Optional.of(entry), Catalog.entry(entry.source().name()));
        }
        assertEquals(Optional.empty(), Catalog.entry("nothing"));
    }

    @Test
    void entriesAreInTheOrderOfTheirNames() {
        List<String> names =
                Catalog.entries().stream().map(entry -> entry.source().name()).toList();
        assertEquals(names.stream().sorted().toList(), names);
    }

    @Test
    void allAreFound() {
        assertEquals(List.of(new Cifar10(), new Digits(), new Mnist()), Catalog.entries());
    }

    @Test
    void entriesAreComplete() {
        for (Catalogued entry : Catalog.entries()) {
            Source source = entry.source();
            assertFalse(source.licence().isBlank(), source.name());
            assertFalse(source.files().isEmpty(), source.name());
            for (RemoteFile file : source.files()) {
                assertTrue(file.bytes() > 0, file.name());
                assertTrue(file.sha256().matches("[0-9a-f]{64}"), file.name());
            }
            assertTrue(
                    source.mirrors().stream()
                            .allMatch(mirror -> mirror.toString().endsWith("/")),
                    source.name());
        }
    }

    @Test
    void sizesAddUp() {
        // 9,912,422 + 28,881 + 1,648,877 + 4,542
        assertEquals(11_594_722, new Mnist().source().bytes());
        assertEquals(170_052_171, new Cifar10().source().bytes());
        assertEquals(
                List.of(false, true, false),
                Catalog.entries().stream().map(e -> e.source().shipped()).toList());
    }
}
