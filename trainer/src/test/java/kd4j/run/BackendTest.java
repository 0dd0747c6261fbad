package kd4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {
    private static final Map<String, String> LAUNCHED =
            Map.of("OPENBLAS_CORETYPE", "SKYLAKEX", "MALLOC_TRIM_THRESHOLD_", "8000000000");

    /** A machine made of answers; {@code loads} counts how often ND4J would have been loaded. */
    private record Fake(
            boolean driver,
            String smi,
            Map<String, String> environment,
            String backend,
            String buildInfo,
            AtomicInteger loads)
            implements Machine {
        static Fake gpu(String smi) {
            return new Fake(true, smi, Map.of(), "JCublasBackend", "", new AtomicInteger());
        }

        static Fake cpu(Map<String, String> environment, String buildInfo) {
            return new Fake(false, null, environment, "CpuBackend", buildInfo, new AtomicInteger());
        }

        @Override
        public boolean hasLibrary(String name) {
            return driver && name.equals("libcuda.so.1");
        }

        @Override
        public Optional<String> nvidiaSmi() {
            return Optional.ofNullable(smi);
        }

        @Override
        public Optional<String> variable(String name) {
            return Optional.ofNullable(environment.get(name));
        }

        @Override
        public boolean x86() {
            return true;
        }

        @Override
        public boolean glibc() {
            return true;
        }

        @Override
        public String load() {
            loads.incrementAndGet();
            return backend;
        }
    }

    private static String refusal(Backend built, Fake machine) {
        return assertThrows(BackendException.class, () -> Backend.check(built, machine))
                .getMessage();
    }

    @Test
    void a_gpu_build_without_a_driver_says_so_and_never_loads_nd4j() {
        Fake machine = new Fake(false, null, Map.of(), "CpuBackend", "", new AtomicInteger());
        assertEquals(
                "This build is for NVIDIA GPUs, but this machine has no NVIDIA driver: libcuda.so.1 was not found. Install the"
                        + " driver. To compute on the CPU, build and start without --cuda, KD4J_PROFILE=cuda and -Pcuda.",
                refusal(Backend.CUDA, machine));
        assertEquals(0, machine.loads().get());
    }

    @Test
    void an_h200_is_refused_by_name_before_nd4j_is_loaded() {
        Fake machine = Fake.gpu("NVIDIA H200, 9.0\n");
        assertEquals(
                "NVIDIA H200 (compute capability 9.0): not supported by nd4j-cuda-11.6 1.0.0-M2.1, which has machine code for"
                        + " compute capability 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0, 8.6 only. To compute on the CPU, build and"
                        + " start without --cuda, KD4J_PROFILE=cuda and -Pcuda.",
                refusal(Backend.CUDA, machine));
        assertEquals(0, machine.loads().get());
    }

    @Test
    void one_unsupported_gpu_among_others_can_be_hidden() {
        String message = refusal(Backend.CUDA, Fake.gpu("NVIDIA A100, 8.0\nNVIDIA L4, 8.9\n"));
        assertTrue(message.startsWith("NVIDIA L4 (compute capability 8.9): not supported"), message);
        assertTrue(message.contains("name them in CUDA_VISIBLE_DEVICES"), message);
        assertFalse(message.contains("A100"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6"})
    void supported_gpus_are_used(String capability) {
        Fake machine = Fake.gpu("Some GPU, rev. 2, " + capability + "\n");
        assertEquals(List.of(), Backend.check(Backend.CUDA, machine));
        assertEquals(1, machine.loads().get());
    }

    @Test
    void no_visible_gpu_and_no_nvidia_smi_are_different_messages() {
        assertTrue(refusal(Backend.CUDA, Fake.gpu("")).contains("nvidia-smi lists none"));
        assertTrue(refusal(Backend.CUDA, Fake.gpu(null)).contains("NVIDIA_DRIVER_CAPABILITIES"));
    }

    @Test
    void an_answer_that_is_no_capability_is_shown() {
        String message = refusal(Backend.CUDA, Fake.gpu("Field \"compute_cap\" is not a valid field to query.\n"));
        assertTrue(message.contains("'Field \"compute_cap\" is not a valid field to query.'"), message);
    }

    @Test
    void a_gpu_build_that_lands_on_the_cpu_is_an_error() {
        Fake machine = new Fake(true, "A100, 8.0", Map.of(), "CpuBackend", "HAVE_ONEDNN", new AtomicInteger());
        assertEquals(
                "This build is for CUDA, but ND4J loaded CpuBackend. Exactly one ND4J backend may be on the class path;"
                        + " JCublasBackend has to be it.",
                refusal(Backend.CUDA, machine));
    }

    @Test
    void a_cpu_build_with_everything_has_nothing_to_say() {
        assertEquals(List.of(), Backend.check(Backend.CPU, Fake.cpu(LAUNCHED, "GCC\nHAVE_ONEDNN\nHAVE_OPENBLAS")));
    }

    @Test
    void a_cpu_build_names_everything_that_is_missing() {
        List<String> said = Backend.check(Backend.CPU, Fake.cpu(Map.of(), "GCC\nHAVE_OPENBLAS"));
        assertEquals(3, said.size());
        assertTrue(said.get(0).contains("without oneDNN"));
        assertTrue(said.get(1).startsWith("OPENBLAS_CORETYPE is not set"));
        assertTrue(said.get(2).startsWith("MALLOC_TRIM_THRESHOLD_ is not set"));
    }

    @Test
    void the_build_says_what_it_is_for() {
        assertEquals(Backend.CPU, Backend.of("cpu"));
        assertEquals(Backend.CUDA, Backend.of("cuda"));
        String message = assertThrows(BackendException.class, () -> Backend.of("${kd4j.backend}"))
                .getMessage();
        assertTrue(message.contains("backend=${kd4j.backend}; allowed: cpu, cuda"), message);
    }

    @Test
    void this_machine_runs_the_backend_that_was_built() {
        assertEquals(Backend.of(System.getProperty("kd4j.backend")), Backend.built());
        List<String> said = Backend.check();
        assertTrue(said.stream().noneMatch(sentence -> sentence.contains("oneDNN")), said::toString);
    }
}
