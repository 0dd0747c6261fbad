package kd4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Files that are made here and committed. */
final class Pages {
    private Pages() {}

    /** Puts a page where it belongs. */
    static void write(Path page, String text) {
        try {
            Files.createDirectories(page.toAbsolutePath().getParent());
            Files.writeString(page, text);
        } catch (IOException e) {
            throw new DocsException(page + ": cannot be written: " + e, e);
        }
    }

    /**
     * Compares a committed page with the page as it should be.
     *
     * @throws DocsException when they differ; the message has the first line that does
     */
    static void check(Path page, String wanted) {
        try {
            compare(
                    page,
                    Files.readString(page).lines().toList(),
                    wanted.lines().toList());
        } catch (NoSuchFileException e) {
            throw new DocsException(page + ": is missing. Write it with: kd4j docs", e);
        } catch (IOException e) {
            throw new DocsException(page + ": cannot be read: " + e, e);
        }
    }

    private static void compare(Path page, List<String> given, List<String> wanted) {
        if (given.equals(wanted)) {
            return;
        }
        int line = 0;
        while (line < Math.min(given.size(), wanted.size()) && given.get(line).equals(wanted.get(line))) {
            line++;
        }
        throw new DocsException(
                "%s:%d: is out of date. It says%n  %s%nand should say%n  %s%nWrite it anew with: kd4j docs"
                        .formatted(page, line + 1, at(given, line), at(wanted, line)));
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "(nothing: end of page)";
    }
}
