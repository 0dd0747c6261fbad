package kd4j.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The runtime of bundles stays fit for devices. */
class EdgeTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("kd4j.edge");

    /** No desktop, no reflection, no network, no library but ONNX Runtime; {@code java.lang.runtime} is what records compile to. */
    @Test
    void uses_little_of_java() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "kd4j.edge",
                        "ai.onnxruntime",
                        "java.io",
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.nio",
                        "java.nio.charset",
                        "java.nio.file",
                        "java.security",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "java.util.zip",
                        ""))
                .check(CLASSES);
    }

    /** Younger than Android's API level 26, or not there at all. */
    @Test
    void calls_nothing_that_old_devices_lack() {
        classes()
                .should()
                .onlyCallMethodsThat(new DescribedPredicate<JavaMember>("old devices have") {
                    @Override
                    public boolean test(JavaMember member) {
                        String name = member.getOwner().getName() + "." + member.getName();
                        return !Set.of(
                                        "java.lang.String.formatted",
                                        "java.lang.String.lines",
                                        "java.lang.String.strip",
                                        "java.lang.String.isBlank",
                                        "java.lang.String.repeat",
                                        "java.util.List.of",
                                        "java.util.List.copyOf",
                                        "java.util.Map.of",
                                        "java.util.Map.copyOf",
                                        "java.util.Set.of",
                                        "java.util.stream.Stream.toList",
                                        "java.io.InputStream.readAllBytes",
                                        "java.io.InputStream.readNBytes",
                                        "java.nio.file.Files.readString",
                                        "java.nio.file.Path.of",
                                        "java.util.HexFormat.of")
                                .contains(name);
                    }
                })
                .check(CLASSES);
    }
}
