package kd4j.docs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyReferenceTest {
    private static final Path ROOT = Path.of(System.getProperty("kd4j.root", ".."));

    @TempDir
    private Path temp;

    @Test
    void the_committed_page_is_current() {
        assertDoesNotThrow(() -> KeyReference.check(ROOT));
    }

    @Test
    void keys_of_sections_and_parts_are_there_with_kind_default_and_meaning() {
        List<String> lines = KeyReference.markdown().lines().toList();
        assertTrue(lines.contains(
                "| `batch` | integer | `64` | rows in a step; the last step of an epoch takes what is left |"));
        assertTrue(lines.contains("| `epochs` | integer | required | passes over the training rows |"));
        assertTrue(
                lines.contains(
                        "| `weight` | [course](#course) | `1.0` | what the loss is multiplied with, >= 0, a number or a course over the training |"));
        assertTrue(lines.contains("| `loss` | [loss](#loss) | required | the loss |"));
        assertTrue(lines.containsAll(List.of("## recipe", "## training", "## loss", "### soft-targets", "### digits")));
    }

    @Test
    void every_link_has_its_heading() {
        String page = KeyReference.markdown();
        Set<String> headings = new HashSet<>();
        page.lines().filter(line -> line.startsWith("## ")).forEach(line -> headings.add(line.substring(3)));
        Matcher link = Pattern.compile("\\(#([^)]*)\\)").matcher(page);
        int links = 0;
        while (link.find()) {
            links++;
            assertTrue(headings.contains(link.group(1)), link.group(1) + " is not among " + headings);
        }
        assertTrue(links > 10, "links: " + links);
    }

    @Test
    void a_page_that_differs_is_named_with_its_first_line() throws IOException {
        KeyReference.write(temp);
        Path page = temp.resolve("configs/README.md");
        assertDoesNotThrow(() -> KeyReference.check(temp));
        Files.writeString(page, Files.readString(page).replaceFirst("# Recipes and their keys", "# Recipes"));
        assertEquals(
                "%s:1: is out of date. It says%n  # Recipes%nand should say%n  # Recipes and their keys%nWrite it anew with: kd4j docs"
                        .formatted(page),
                assertThrows(DocsException.class, () -> KeyReference.check(temp))
                        .getMessage());
    }

    @Test
    void a_missing_page_is_named() {
        assertEquals(
                temp.resolve("configs/README.md") + ": is missing. Write it with: kd4j docs",
                assertThrows(DocsException.class, () -> KeyReference.check(temp))
                        .getMessage());
    }
}
