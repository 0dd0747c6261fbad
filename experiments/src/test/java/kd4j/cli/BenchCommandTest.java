package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench | bench what? step, layers, threads, cache, methods or file",
                "bench step --models cnn,dream | no model 'dream'; there are cnn, cnn-bn, resnet-20, mlp-1200, mlp-256",
                "bench layers --model dream | no model 'dream'",
                "bench step --rounds 0 | --rounds is 0.0; allowed: 1 or more",
                "bench step --warm-up NaN | --warm-up is NaN; allowed: 1 or more",
                "bench step --threads 1,0 | --threads is 0.0; allowed: 1 or more",
                "bench step --threads two | --threads",
                "bench step --peers tensorflow | --peers",
                "bench layers --threads 0 | --threads is 0.0",
                "bench threads --rounds 0 | --rounds is 0.0",
                "bench methods --steps 0 one.yaml | --steps is 0.0",
            })
    void wrong_words_are_told(String words, String message) {
        Cli.Answer answer = Cli.type((Object[]) words.split(" "));
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains(message), answer.err());
    }

    @Test
    void the_process_prints_one_line() {
        Cli.Answer answer =
                Cli.type("bench", "step-process", "--model", "mlp-256", "--threads", 1, "--warm-up", 0, "--steps", 2);
        assertEquals(0, answer.code(), answer.err());
        assertEquals(1, answer.out().lines().count());
        assertTrue(answer.out().startsWith("{\"framework\":\"KD4J "), answer.out());
    }
}
