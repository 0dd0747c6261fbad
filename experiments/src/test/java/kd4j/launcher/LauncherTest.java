package kd4j.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The launcher builds, finds Java, and passes words, environment and options on. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest extends LauncherTree {
    @Test
    void the_first_call_builds_and_passes_words_and_exit_code_on() throws IOException, InterruptedException {
        Outcome first = run("run", "a file.yaml", "--set", "name=$x *");
        assertEquals(42, first.exit());
        assertTrue(first.out().contains("<kd4j.cli.Main>\n<run>\n<a file.yaml>\n<--set>\n<name=$x *>\n"), first.out());
        assertTrue(
                first.out()
                        .contains(
                                "<-cp>\n<" + home
                                        + "/experiments/target/kd4j.jar:one.jar:two.jar:/some/where/picocli-4.7.7.jar:three.jar>"),
                first.out());
        assertTrue(first.out().contains("<-Dkd4j.root=" + home + ">"), first.out());
        assertTrue(first.err().startsWith("kd4j: building for cpu with Maven"), first.err());
        assertEquals(
                List.of(home + ": -q -B -Dstyle.color=never -Dmaven.test.skip=true package"),
                Files.readAllLines(temp.resolve("maven.log")));
    }

    @Test
    void a_current_build_is_used_in_silence() throws IOException, InterruptedException {
        run();
        Outcome second = run();
        assertEquals("", second.err());
        assertEquals(1, builds());
    }

    @Test
    void changed_sources_are_built_and_changed_tests_are_not() throws IOException, InterruptedException {
        run();
        touch(home.resolve("trainer/src/test/java/ATest.java"));
        run();
        assertEquals(1, builds());
        touch(home.resolve("edge/src/main/java/E.java"));
        run();
        assertEquals(2, builds());
    }

    @Test
    void changed_poms_and_deleted_sources_are_built() throws IOException, InterruptedException {
        run();
        touch(home.resolve("datasets/pom.xml"));
        run();
        assertEquals(2, builds());
        Files.setLastModifiedTime(home.resolve("datasets/pom.xml"), FileTime.from(Instant.EPOCH));
        run();
        assertEquals(2, builds());
        Files.delete(home.resolve("trainer/src/main/java/A.java"));
        touch(home.resolve("trainer/src/main/java"));
        run();
        assertEquals(3, builds());
    }

    @Test
    void a_build_for_the_other_backend_is_not_used() throws IOException, InterruptedException {
        run();
        Outcome cuda = run("--cuda", "list");
        assertTrue(cuda.out().contains("<kd4j.cli.Main>\n<list>\n"), cuda.out());
        environment.put("KD4J_PROFILE", "cuda");
        run();
        environment.remove("KD4J_PROFILE");
        run();
        List<String> log = Files.readAllLines(temp.resolve("maven.log"));
        assertEquals(
                List.of(false, true, false),
                log.stream().map(line -> line.contains("-Pcuda")).toList());
    }

    @Test
    void a_broken_build_ends_the_call_and_is_tried_again() throws IOException, InterruptedException {
        write(home.resolve("broken"), "");
        Outcome broken = run();
        assertEquals(1, broken.exit());
        assertTrue(broken.err().contains("kd4j: the build failed, see above"), broken.err());
        assertEquals("", broken.out());
        Files.delete(home.resolve("broken"));
        assertEquals(42, run().exit());
        assertEquals(2, builds());
    }

    @Test
    void only_commands_that_train_get_the_better_compiler() throws IOException, InterruptedException {
        String light = "<-XX:TieredStopAtLevel=1>";
        for (String word : List.of("--help", "list", "check")) {
            assertTrue(run(word).out().contains(light), word);
        }
        for (String word : List.of("run", "verify", "data", "something-new")) {
            assertFalse(run(word).out().contains(light), word);
        }
    }

    @Test
    void it_finds_its_folder_through_links() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(temp.resolve("bin/linked"), Path.of("../a home/kd4j"));
        Path second = Files.createSymbolicLink(temp.resolve("again"), link);
        assertTrue(start(second).out().contains("<-Dkd4j.root=" + home + ">"));
    }

    @Test
    void an_old_or_missing_java_is_named() throws IOException, InterruptedException {
        javaOfVersion("11.0.2");
        assertEquals(
                "kd4j: " + temp.resolve("bin/java")
                        + " is version 11; KD4J needs 17 or later. Set JAVA_HOME to the folder of a JDK 17 or later.\n",
                run().err());
        javaOfVersion("1.8.0_292");
        assertTrue(run().err().contains("is version 8; KD4J needs 17 or later"));
        environment.put("JAVA_HOME", "/nowhere");
        Outcome missing = run();
        assertEquals(1, missing.exit());
        assertTrue(
                missing.err().startsWith("kd4j: JAVA_HOME is /nowhere, but there is no bin/java in it."),
                missing.err());
        assertEquals(0, builds());
    }

    @Test
    void an_unknown_profile_is_a_wrong_word() throws IOException, InterruptedException {
        environment.put("KD4J_PROFILE", "tpu");
        Outcome wrong = run();
        assertEquals(2, wrong.exit());
        assertEquals("kd4j: KD4J_PROFILE is 'tpu'; allowed: cpu, cuda\n", wrong.err());
    }

    @Test
    void the_environment_is_completed_but_never_overruled() throws IOException, InterruptedException {
        environment.put("MALLOC_ARENA_MAX", "4");
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("OPENBLAS_CORETYPE", "Prescott");
        environment.put("KD4J_JAVA_OPTS", "-Xmx1g -Dx=y");
        String out = run().out();
        for (String line : List.of(
                "MALLOC_ARENA_MAX=4",
                "OMP_NUM_THREADS=1",
                "OPENBLAS_CORETYPE=Prescott",
                "OMP_WAIT_POLICY=passive",
                "GOMP_SPINCOUNT=3000",
                "MALLOC_MMAP_THRESHOLD_=2000000000",
                "MALLOC_TRIM_THRESHOLD_=8000000000",
                "MALLOC_TOP_PAD_=67108864",
                "GLIBC_TUNABLES=glibc.malloc.hugetlb=1",
                "<-Xss8m>",
                "<-Djava.awt.headless=true>",
                "<--add-opens=java.base/java.nio=ALL-UNNAMED>",
                "<-Xmx1g>\n<-Dx=y>")) {
            assertTrue(out.contains(line + "\n"), line + " in " + out);
        }
        environment.remove("OMP_NUM_THREADS");
        assertTrue(run().out().matches("(?s).*\nOMP_NUM_THREADS=[1-8]\n.*"));
    }

    @Test
    void options_follow_the_version_of_java() throws IOException, InterruptedException {
        String seventeen = run().out();
        assertFalse(seventeen.contains("--enable-native-access"), seventeen);
        assertFalse(seventeen.contains("--sun-misc-unsafe"), seventeen);
        javaOfVersion("25.0.1");
        String twentyFive = run().out();
        assertTrue(twentyFive.contains("<--enable-native-access=ALL-UNNAMED>"), twentyFive);
        assertTrue(twentyFive.contains("<--sun-misc-unsafe-memory-access=allow>"), twentyFive);
    }

    @Test
    void the_release_file_of_a_jdk_says_its_version() throws IOException, InterruptedException {
        write(temp.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"25.0.1\"\nOS_NAME=\"Linux\"\n");
        String twentyFive = run().out();
        assertTrue(twentyFive.contains("<--sun-misc-unsafe-memory-access=allow>"), twentyFive);
        write(temp.resolve("release"), "JAVA_VERSION=\"1.8.0_292\"\n");
        assertTrue(run().err().contains("is version 8; KD4J needs 17 or later"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_core_type_follows_the_flags_of_the_processor() throws IOException, InterruptedException {
        Set<String> flags = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line ->
                        Set.of(line.substring(line.indexOf(':') + 1).strip().split(" +", -1)))
                .orElse(Set.of());
        String expected = flags.containsAll(Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl"))
                ? "SKYLAKEX"
                : flags.contains("avx2") ? "Haswell" : "nothing";
        String found = run().out()
                .lines()
                .filter(line -> line.startsWith("OPENBLAS_CORETYPE="))
                .map(line -> line.substring("OPENBLAS_CORETYPE=".length()))
                .findFirst()
                .orElse("nothing");
        assertEquals(expected, found);
    }
}
