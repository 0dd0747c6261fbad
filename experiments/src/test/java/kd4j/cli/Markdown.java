package kd4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a page shows as code. */
public final class Markdown {
    private static final Pattern FENCE =
            Pattern.compile("(?m)^(?<in> *)```(?<language>\\S*)\\n(?<text>(?s:.*?))^\\k<in>```$");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");

    private final String page;

    private Markdown(String page) {
        this.page = page;
    }

    /** A page of the checkout. */
    public static Markdown of(String name) throws IOException {
        Path root = Path.of(System.getProperty("kd4j.root"));
        return new Markdown(Files.readString(root.resolve(name)));
    }

    /** The blocks of a language, empty for blocks that name none, without their indentation. */
    public List<String> blocks(String language) {
        return FENCE.matcher(page)
                .results()
                .filter(block -> block.group(2).equals(language))
                .map(block -> block.group(3).replaceAll("(?m)^" + block.group(1), ""))
                .toList();
    }

    /** Code within sentences and tables. */
    public List<String> inline() {
        String prose = FENCE.matcher(page).replaceAll("");
        return INLINE.matcher(prose)
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList();
    }
}
