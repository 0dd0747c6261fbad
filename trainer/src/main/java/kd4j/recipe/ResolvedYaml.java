package kd4j.recipe;

import kd4j.component.Components;
import kd4j.file.Sha256;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Records written back as YAML, every default written out, keys in the order of the records: equal records, equal text. */
public final class ResolvedYaml {
    /** Quotes whatever {@link Look} would not take for text. */
    private static final class Quoting extends StringQuotingChecker {
        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return Look.of(value) != Look.TEXT || !value.matches("[A-Za-z0-9._/][A-Za-z0-9._/+=-]*");
        }
    }

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .stringQuotingChecker(new Quoting())
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .disable(YAMLWriteFeature.SPLIT_LINES)
                    // The JDK prints some doubles differently since 19; the digest must not depend on it.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .build();

    private ResolvedYaml() {}

    /** A recipe or a part of one as YAML that binds to an equal record. */
    public static String of(Record part) {
        return YAML.writeValueAsString(Components.describe(part));
    }

    /** SHA-256 of a text in UTF-8, in hexadecimal. */
    public static String digest(String text) {
        return Sha256.of(text);
    }
}
