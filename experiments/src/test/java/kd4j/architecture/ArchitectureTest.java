package kd4j.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the classes of all modules to {@link Packages}. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ArchitectureTest::isProduct)
            .importPackages("kd4j");

    /** Tests and their jars are free to use what they like. */
    private static boolean isProduct(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }

    @Test
    void classes_of_other_modules_are_seen() {
        Set<String> seen = CLASSES.stream()
                .flatMap(type -> Packages.row(type.getPackageName()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        seen.retainAll(Set.of("component", "model", "report"));
        assertEquals(Set.of("component", "model", "report"), seen);
    }

    @Test
    void packages_use_only_what_the_table_allows() {
        classes().should(useAllowedPackages()).check(CLASSES);
    }

    @Test
    void libraries_stay_in_their_homes() {
        classes().should(keepLibrariesAtHome()).check(CLASSES);
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching("kd4j.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("kd4j.datasets.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_writes_to_standard_streams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("kd4j.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void nobody_calls_the_collector_or_prints_stack_traces() {
        noClasses()
                .should()
                .callMethod(System.class, "gc")
                .orShould()
                .callMethod(Runtime.class, "gc")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void nobody_throws_a_generic_exception() {
        noClasses().should(THROW_GENERIC_EXCEPTIONS).check(CLASSES);
    }

    @Test
    void only_the_kernels_named_after_it_know_one_dnn() {
        noClasses()
                .that()
                .haveNameNotMatching("kd4j\\.model\\.kernel\\.(Dnnl|OneDnn).*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco.dnnl..")
                .check(CLASSES);
    }

    /** Where oneDNN cannot run, a graphics card say, not even a class of its presets is loaded. */
    @Test
    void the_reference_kernels_touch_nothing_of_one_dnn() {
        noClasses()
                .that()
                .haveFullyQualifiedName("kd4j.model.kernel.Nd4jKernels")
                .should()
                .transitivelyDependOnClassesThat()
                .haveNameMatching("(kd4j\\.model\\.kernel\\.(Dnnl|OneDnn)|org\\.bytedeco\\.dnnl\\.).*")
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> useAllowedPackages() {
        return condition("use only packages that the table allows", dependency -> {
            String from = dependency.getOriginClass().getPackageName();
            String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
            return to.startsWith("kd4j.") && !allowed(from, to);
        });
    }

    private static boolean allowed(String from, String to) {
        Optional<String> user = Packages.row(from);
        Optional<String> used = Packages.row(to);
        return user.isPresent()
                && used.isPresent()
                && (used.equals(user)
                        || Packages.FOR_ALL.contains(used.get())
                        || Packages.MAY_USE.get(user.get()).contains(used.get()));
    }

    private static ArchCondition<JavaClass> keepLibrariesAtHome() {
        return condition("use libraries only where they are at home", dependency -> {
            String from = dependency.getOriginClass().getPackageName();
            String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
            return !ofTheJdkOrOurs(to)
                    && Packages.library(to)
                            .filter(library -> Packages.atHome(library, from))
                            .isEmpty();
        });
    }

    private static boolean ofTheJdkOrOurs(String name) {
        return name.isEmpty() || name.matches("(java|javax|jdk|com\\.sun|kd4j)(\\..*)?");
    }

    private static ArchCondition<JavaClass> condition(String text, Predicate<Dependency> breaks) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(breaks)
                        .forEach(dependency -> events.add(violated(type, dependency.getDescription())));
            }
        };
    }
}
