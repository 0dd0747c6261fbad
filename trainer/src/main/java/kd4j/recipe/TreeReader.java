package kd4j.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document. Works on the parser's events, because the usual tree loses equal keys, is built by recursion without
 * a bound on depth, and lets a few aliases grow into billions of values.
 */
final class TreeReader {
    static final int MAX_CHARACTERS = 1 << 20;
    static final int MAX_DEPTH = 50;
    static final int MAX_VALUES = 20_000;

    /** What an anchor stands for. */
    private record Anchored(Tree tree, int values) {}

    private final Place start;
    private final Iterator<Event> events;
    private final Problems problems;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int values;

    private TreeReader(Place start, Iterator<Event> events, Problems problems) {
        this.problems = problems;
        this.start = start;
        this.events = events;
    }

    /**
     * The document in a text.
     *
     * @param start the place of the text's first character
     * @param problems gets what is wrong but does not stop the reading: equal keys, tags
     * @throws RecipeException when the text is not one YAML document that a recipe may be
     */
    static Tree read(String text, Place start, Problems problems) {
        if (text.length() > MAX_CHARACTERS) {
            throw Problems.stop(
                    start, "", "%d characters are given; allowed: %d".formatted(text.length(), MAX_CHARACTERS));
        }
        Parse parse = new Parse(LoadSettings.builder().build());
        TreeReader reader = new TreeReader(start, parse.parseString(text).iterator(), problems);
        try {
            return reader.document();
        } catch (MarkedYamlEngineException e) {
            String context = e.getContext() == null ? "" : " " + e.getContext();
            throw reader.stop(e.getProblemMark(), "not YAML: " + e.getProblem() + context);
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            Place at = new Place(
                    start.via(),
                    start.file(),
                    start.line() + (int) before.chars().filter(c -> c == '\n').count(),
                    before.length() - before.lastIndexOf('\n'));
            throw Problems.stop(at, "", "not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw Problems.stop(start, "", "not YAML: " + e.getMessage().strip().replaceAll("\\s*\\n\\s*", " "));
        }
    }

    private Tree document() {
        events.next();
        Event first = events.next();
        if (first.getEventId() != Event.ID.DocumentStart) {
            throw Problems.stop(start, "", "nothing is given; allowed: a map of keys");
        }
        Tree tree = value(events.next(), "", 0);
        events.next();
        Event next = events.next();
        if (next.getEventId() == Event.ID.DocumentStart) {
            throw stop(next.getStartMark(), "a second document begins here; allowed: one a file");
        }
        return tree;
    }

    private Tree value(Event event, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw stop(event.getStartMark(), "values stand inside each other more than %d deep".formatted(MAX_DEPTH));
        }
        int before = values;
        count(event, 1);
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        Tree tree = tree(event, path, depth);
        ((NodeEvent) event).getAnchor().ifPresent(a -> anchors.put(a, new Anchored(tree, values - before)));
        return tree;
    }

    private Tree tree(Event event, String path, int depth) {
        Place place = place(event.getStartMark());
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place, path);
            return new Tree.Word(place, scalar.getValue(), scalar.isPlain());
        }
        refuseTag(((CollectionStartEvent) event).getTag(), place, path);
        return event.getEventId() == Event.ID.SequenceStart ? items(place, path, depth) : keys(place, path, depth);
    }

    private Tree aliased(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw stop(alias.getStartMark(), "no value before this one is marked &" + alias.getAlias());
        }
        count(alias, anchored.values());
        return anchored.tree();
    }

    private void count(Event event, int more) {
        values += more;
        if (values > MAX_VALUES) {
            throw stop(event.getStartMark(), "more than %d values, aliases counted in full".formatted(MAX_VALUES));
        }
    }

    private Tree items(Place place, String path, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
            items.add(value(e, path + "[" + items.size() + "]", depth + 1));
        }
        return new Tree.Items(place, items);
    }

    private Tree keys(Place place, String path, int depth) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
            if (!(e instanceof ScalarEvent key)) {
                throw stop(e.getStartMark(), "a key is a single word");
            }
            Place at = place(key.getStartMark());
            String inner = KeyPath.join(path, key.getValue());
            Tree value = value(events.next(), inner, depth + 1);
            Tree.Entry other = entries.putIfAbsent(key.getValue(), new Tree.Entry(at, key.isPlain(), value));
            if (other != null) {
                problems.add(
                        at,
                        inner,
                        "the same key stands in line %d already"
                                .formatted(other.place().line()));
            }
        }
        return new Tree.Keys(place, entries);
    }

    private void refuseTag(Optional<String> tag, Place place, String path) {
        tag.ifPresent(t -> problems.add(place, path, "the tag %s is given; recipes have no tags".formatted(t)));
    }

    private RecipeException stop(Optional<Mark> mark, String message) {
        return Problems.stop(place(mark), "", message);
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(m -> new Place(start.via(), start.file(), start.line() + m.getLine(), column(m)))
                .orElse(start);
    }

    private int column(Mark mark) {
        return mark.getLine() == 0 ? start.column() + mark.getColumn() : 1 + mark.getColumn();
    }
}
