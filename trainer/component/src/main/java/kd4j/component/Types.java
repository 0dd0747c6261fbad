package kd4j.component;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** What the processor asks about types: which families, which keys can stand in a recipe, which defaults fit. */
record Types(ProcessingEnvironment environment) {
    private static final Set<String> BASIC = Set.of(
            "int",
            "long",
            "double",
            "boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.Boolean",
            "java.lang.String");

    /** All interfaces marked {@link Family} that a type implements, directly or through others. */
    List<TypeElement> families(TypeElement type) {
        Set<TypeElement> found = new LinkedHashSet<>();
        collect(type, found);
        return new ArrayList<>(found);
    }

    private void collect(TypeElement type, Set<TypeElement> found) {
        for (TypeMirror mirror : type.getInterfaces()) {
            TypeElement parent = (TypeElement) ((DeclaredType) mirror).asElement();
            if (parent.getAnnotation(Family.class) != null) {
                found.add(parent);
            }
            collect(parent, found);
        }
    }

    /** What is wrong with a key of this type and default; empty where nothing is. */
    Optional<String> problem(TypeMirror type, Optional<String> value) {
        if (!writable(type)) {
            return Optional.of(
                    type + " cannot be written in a recipe; allowed: int, long, double, boolean, String, enums,"
                            + " Optional, List, Map<String, ...>, @Section records and @Family interfaces");
        }
        boolean maybe = name(type).equals("java.util.Optional");
        if (maybe && value.isPresent()) {
            return Optional.of("an Optional key is absent when it is left out and cannot have a default as well");
        }
        return value.filter(v -> !fits(type, v.strip()))
                .map(v -> "the default '%s' is not a value of %s written in YAML".formatted(v, type));
    }

    private boolean writable(TypeMirror type) {
        String name = name(type);
        if (BASIC.contains(name)) {
            return true;
        }
        if (type.getKind() != TypeKind.DECLARED) {
            return false;
        }
        List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
        return switch (name) {
            case "java.util.Optional", "java.util.List" -> arguments.size() == 1 && writable(arguments.get(0));
            case "java.util.Map" ->
                arguments.size() == 2
                        && name(arguments.get(0)).equals("java.lang.String")
                        && writable(arguments.get(1));
            default -> isPart(((DeclaredType) type).asElement());
        };
    }

    private static boolean isPart(Element element) {
        return element.getKind() == ElementKind.ENUM
                || element.getAnnotation(Section.class) != null
                || element.getAnnotation(Family.class) != null;
    }

    private boolean fits(TypeMirror type, String value) {
        return switch (name(type)) {
            case "int", "java.lang.Integer" -> value.matches("-?\\d{1,9}");
            case "long", "java.lang.Long" -> value.matches("-?\\d{1,18}");
            case "double", "java.lang.Double" -> value.matches("-?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");
            case "boolean", "java.lang.Boolean" -> value.matches("true|false");
            case "java.lang.String" -> !value.isEmpty();
            case "java.util.List" -> value.startsWith("[") && value.endsWith("]");
            case "java.util.Map" -> value.startsWith("{") && value.endsWith("}");
            default -> fitsPart(((DeclaredType) type).asElement(), value);
        };
    }

    private static boolean fitsPart(Element element, String value) {
        if (element.getKind() == ElementKind.ENUM) {
            return element.getEnclosedElements().stream()
                    .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                    .anyMatch(e -> Names.kebab(e.getSimpleName().toString()).equals(value));
        }
        boolean plain = element.getAnnotation(Family.class) != null && value.matches("[a-z0-9.][a-z0-9.-]*");
        return plain || (value.startsWith("{") && value.endsWith("}"));
    }

    /** The type's name without arguments and annotations. */
    private String name(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                ? ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .toString()
                : type.getKind().name().toLowerCase(java.util.Locale.ROOT);
    }
}
