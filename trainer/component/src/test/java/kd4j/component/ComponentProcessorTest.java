package kd4j.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComponentProcessorTest {
    private static final String HEAD =
            """
            package p;
            import java.util.*;
            import kd4j.component.*;
            @Family(value = "pet", scalar = "cat")
            interface Pet { }
            @Family("plant")
            interface Plant { }
            sealed interface Loud extends Pet permits Dog { }
            enum Colour { BROWN, DARK_RED }
            """;

    private static final String DOG =
            """
            /**
             * A pet that barks, with a {@code tail}. It likes {@link java.util.List lists}.
             *
             * <p>Formula: {@code a < b}.
             *
             * @param legCount how many legs,
             *     counted twice
             * @param coat its colour
             * @param friends whom it {@code likes}
             * @param nick a short name
             */
            @Component("dog")
            record Dog(@Default("4") int legCount, @Default("dark-red") Colour coat, List<Pet> friends, Optional<String> nick)
                    implements Loud { public Dog { Require.positive("leg-count", legCount); } }
            """;

    private static final String HOUND = "/** A hunter. */ @Component(\"hound\") record Hound() implements Pet { }";

    @TempDir
    Path folder;

    @Test
    void indexHoldsNamesDocsAndDefaults() throws Exception {
        assertEquals(List.of(), compile(folder, HEAD + DOG));
        List<IndexFile.Entry> entries = IndexFile.read(indexLines(folder));
        assertEquals(
                List.of(new IndexFile.Entry(
                        "p.Pet",
                        "dog",
                        "p.Dog",
                        "A pet that barks, with a tail.",
                        "A pet that barks, with a tail. It likes lists.\nFormula: a < b.",
                        List.of(
                                new IndexFile.KeyEntry("leg-count", "how many legs, counted twice", Optional.of("4")),
                                new IndexFile.KeyEntry("coat", "its colour", Optional.of("dark-red")),
                                new IndexFile.KeyEntry("friends", "whom it likes", Optional.empty()),
                                new IndexFile.KeyEntry("nick", "a short name", Optional.empty())))),
                entries);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/** A. */ @Component(\"a\") record A(int n) implements Pet {} | 'n' has no documentation; add '@param n ...'",
                "@Component(\"a\") record A() implements Pet {} | a has no documentation",
                "/** A. */ @Component(\"a\") record A() {} | exactly one interface marked @Family, this one implements []",
                "/** A. */ @Component(\"a\") record A() implements Pet, Plant {} | this one implements [p.Pet, p.Plant]",
                "/** A. */ @Component(\"Big_a\") record A() implements Pet {} | 'Big_a' is no name: lower-case words",
                "/** A. */ @Component(\"no\") record A() implements Pet {} | 'no' is no name",
                "/** A. */ @Component(\"a\") final class A implements Pet {} | only a record can be a component",
                "/** A. @param n n */ @Section record A(float n) {} | float cannot be written in a recipe; allowed: int",
                "/** A. ~@param n n */ @Section record A(Map<Integer, String> n) {} | cannot be written in a recipe",
                "/** A. ~@param n n */ @Section record A(@Default(\"2.5\") int n) {} | the default '2.5' is not a value of int",
                "/** A. ~@param n n */ @Section record A(@Default(\"red\") Colour n) {} | the default 'red' is not a value of",
                "/** A. ~@param n n */ @Section record A(@Default(\"1\") Optional<Integer> n) {} | cannot have a default as well",
                "/** A. ~@param type n */ @Component(\"a\") record A(int type) implements Pet {} | 'type' is taken",
                "/** A. */ @Component(\"a\") record A() implements Pet {} /** B. */ @Component(\"a\") record B() implements Pet {} | another component of the same family is called 'a' too",
                "/** A. */ @Component(\"a\") record A() implements Pet { @Preset(\"b\") static A b() { return new A(); } } | b has no documentation",
                "/** A. */ @Component(\"a\") record A() implements Pet { /** B. */ @Preset(\"b\") A b() { return this; } } | a preset is a static method",
                "/** A. */ @Component(\"a\") record A() implements Pet { /** B. */ @Preset(\"b\") static Pet b() { return new A(); } } | a preset is a static method",
                "/** A. */ @Component(\"a\") record A() implements Pet { /** B. */ @Preset(\"dog\") static A b() { return new A(); } } | another component of the same family is called 'dog' too",
                "/** A. */ @Section record A() { /** B. */ @Preset(\"b\") static A b() { return new A(); } } | a preset is a static method of a component",
            })
    void mistakesAreCompileErrors(String source, String message) throws Exception {
        List<String> errors = compile(folder, HEAD + DOG + source.replace("~", "\n"));
        assertTrue(errors.stream().anyMatch(e -> e.contains(message)), errors.toString());
    }

    @Test
    void twoEqualNamesStopTheLookUpAndNameBothClasses() throws Exception {
        assertEquals(List.of(), compile(folder, HEAD + DOG + HOUND));
        List<String> lines = indexLines(folder).stream()
                .map(line -> line.replace("\thound\t", "\tdog\t"))
                .toList();
        Class<?> pet = loader().loadClass("p.Pet");
        ComponentException e = assertThrows(
                ComponentException.class, () -> Components.part(new Index(pet.getClassLoader(), lines), pet, "cat"));
        assertEquals(
                "two parts of the family 'pet' are called 'dog': p.Dog and p.Hound; rename one of them",
                e.getMessage());
    }

    @Test
    void filesOneBehindAnotherAreOneIndex() throws Exception {
        assertEquals(List.of(), compile(folder, HEAD + DOG + HOUND));
        List<String> twice = new ArrayList<>(indexLines(folder));
        twice.addAll(indexLines(folder));
        Class<?> pet = loader().loadClass("p.Pet");
        Index index = new Index(pet.getClassLoader(), twice);
        assertEquals(List.of("dog", "hound"), List.copyOf(index.parts(pet).keySet()));
        Part dog = Components.part(index, pet, "dog");
        assertEquals("leg-count (4), coat (dark-red), friends (required), nick (optional)", dog.keySummary());
        assertEquals(
                new Kind.ListOf(new Kind.FamilyOf(pet)),
                dog.key("friends").orElseThrow().kind());
    }

    /** Preset and part are one record; only the names and the documentation differ. */
    @Test
    void presetsArePartsWithoutKeys() throws Exception {
        String dachshund =
                """
                /** Short. Likes holes. */
                @Preset("dachshund")
                static Dog dachshund() { return new Dog(4, Colour.BROWN, List.of(), Optional.empty()); }
                """;
        String dog = DOG.replace("implements Loud {", "implements Loud {" + dachshund);
        assertEquals(List.of(), compile(folder, HEAD + dog + HOUND));
        Class<?> pet = loader().loadClass("p.Pet");
        Index index = new Index(pet.getClassLoader(), indexLines(folder));
        assertEquals(
                List.of("dachshund", "dog", "hound"),
                List.copyOf(index.parts(pet).keySet()));
        Part preset = Components.part(index, pet, "dachshund");
        assertEquals(List.of(), preset.keys());
        assertEquals("Short.", preset.summary());
        assertEquals("Short. Likes holes.", preset.card());
        assertEquals(
                "Dog[legCount=4, coat=BROWN, friends=[], nick=Optional.empty]",
                preset.make(List.of()).toString());
        assertEquals("dog", index.part(preset.type()).orElseThrow().name());
    }

    @Test
    void missListsAllNamesAndTheNearest() throws Exception {
        assertEquals(List.of(), compile(folder, HEAD + DOG + HOUND));
        Class<?> pet = loader().loadClass("p.Pet");
        Index index = new Index(pet.getClassLoader(), indexLines(folder));
        ComponentException e = assertThrows(ComponentException.class, () -> Components.part(index, pet, "hond"));
        assertEquals("no pet is called 'hond'. Did you mean 'hound'? There are: dog, hound", e.getMessage());
    }

    @Test
    void foreignLineIsAnError() {
        ComponentException e = assertThrows(ComponentException.class, () -> IndexFile.read(List.of("hello")));
        assertEquals("the component index has a line that nobody wrote: 'hello'; build again", e.getMessage());
    }

    private URLClassLoader loader() throws Exception {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    private static List<String> indexLines(Path folder) throws Exception {
        return Files.readAllLines(folder.resolve(IndexFile.PATH));
    }

    private static List<String> compile(Path folder, String source) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        JavaCompiler.CompilationTask task =
                compiler.getTask(null, null, found, options, null, List.of(new Text(source)));
        task.setProcessors(List.of(new ComponentProcessor()));
        task.call();
        return found.getDiagnostics().stream().map(d -> d.getMessage(null)).toList();
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(URI.create("string:///p/Pet.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
