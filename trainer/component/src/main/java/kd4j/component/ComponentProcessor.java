package kd4j.component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes the index of all {@link Component} and {@link Section} records of a compilation. What would only come to light in
 * somebody's recipe is a compile error here: a key without documentation, a default that is no value of its type, a name that
 * YAML would read as something else.
 */
public final class ComponentProcessor extends AbstractProcessor {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    /** What YAML 1.1 or 1.2 reads as a truth value or as nothing. */
    private static final Set<String> RESERVED = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private final List<IndexFile.Entry> entries = new ArrayList<>();
    private final List<IndexFile.PresetEntry> presets = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(Component.class.getName(), Section.class.getName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        annotations.stream()
                .flatMap(a -> round.getElementsAnnotatedWith(a).stream())
                .forEach(this::add);
        if (round.processingOver() && !entries.isEmpty() && !round.errorRaised()) {
            write();
        }
        return false;
    }

    private void add(Element element) {
        if (element.getKind() != ElementKind.RECORD) {
            error(element, "only a record can be a component or a section");
            return;
        }
        TypeElement type = (TypeElement) element;
        String family = family(type);
        String name = name(type);
        String doc = processingEnv.getElementUtils().getDocComment(type);
        Card card = Card.of(doc == null ? "" : doc);
        if (card.text().isEmpty()) {
            error(type, name + " has no documentation; its first sentence is what 'kd4j list' shows");
        }
        List<IndexFile.KeyEntry> keys = type.getRecordComponents().stream()
                .map(component -> key(component, card))
                .toList();
        entries.add(new IndexFile.Entry(family, name, binaryName(type), card.summary(), card.text(), keys));
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> method.getAnnotation(Preset.class) != null)
                .forEach(method -> presets.add(preset(type, family, method)));
    }

    private IndexFile.PresetEntry preset(TypeElement type, String family, ExecutableElement method) {
        String name = checked(method, family, method.getAnnotation(Preset.class).value());
        boolean fits = method.getModifiers().contains(Modifier.STATIC)
                && method.getParameters().isEmpty()
                && method.getReturnType().equals(type.asType());
        if (!fits || family.equals(IndexFile.NO_FAMILY)) {
            error(method, "a preset is a static method of a component, without parameters, that answers the component");
        }
        String doc = processingEnv.getElementUtils().getDocComment(method);
        Card card = Card.of(doc == null ? "" : doc);
        if (card.text().isEmpty()) {
            error(method, name + " has no documentation; its first sentence is what 'kd4j list' shows");
        }
        String maker = method.getSimpleName().toString();
        return new IndexFile.PresetEntry(family, name, binaryName(type), maker, card.summary(), card.text());
    }

    private String family(TypeElement type) {
        List<TypeElement> families = new Types(processingEnv).families(type);
        boolean component = type.getAnnotation(Component.class) != null;
        if (component && families.size() != 1) {
            error(type, "a component implements exactly one interface marked @Family, this one implements " + families);
        }
        return component && families.size() == 1 ? binaryName(families.get(0)) : IndexFile.NO_FAMILY;
    }

    private String name(TypeElement type) {
        Component component = type.getAnnotation(Component.class);
        if (component == null) {
            return Names.kebab(type.getSimpleName().toString());
        }
        return checked(type, family(type), component.value());
    }

    private String checked(Element element, String family, String name) {
        if (!name.matches(NAME) || RESERVED.contains(name)) {
            error(
                    element,
                    "'%s' is no name: lower-case words and digits joined by single hyphens, starting with a letter, and none of %s"
                            .formatted(name, RESERVED.stream().sorted().toList()));
        } else if (!taken.add(family + " " + name)) {
            error(element, "another component of the same family is called '%s' too".formatted(name));
        }
        return name;
    }

    private IndexFile.KeyEntry key(RecordComponentElement component, Card card) {
        String javaName = component.getSimpleName().toString();
        String doc = card.params().getOrDefault(javaName, "");
        if (doc.isEmpty()) {
            error(
                    component,
                    "'%s' has no documentation; add '@param %s ...' to the record's Javadoc"
                            .formatted(javaName, javaName));
        }
        if (javaName.equals(Codec.TYPE) && component.getEnclosingElement().getAnnotation(Component.class) != null) {
            error(component, "'type' is taken by the component's own name in recipes; call the key something else");
        }
        Optional<String> value =
                Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
        new Types(processingEnv).problem(component.asType(), value).ifPresent(problem -> error(component, problem));
        return new IndexFile.KeyEntry(Names.kebab(javaName), doc, value);
    }

    private void write() {
        entries.sort(Comparator.comparing(IndexFile.Entry::type));
        presets.sort(Comparator.comparing(IndexFile.PresetEntry::type).thenComparing(IndexFile.PresetEntry::name));
        try (Writer out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", IndexFile.PATH)
                .openWriter()) {
            out.write(IndexFile.write(entries, presets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }

    private void error(Element element, String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
    }
}
