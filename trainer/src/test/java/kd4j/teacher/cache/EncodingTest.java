package kd4j.teacher.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
    /** Bits from NumPy 1.24: {@code np.float16(np.float32(v)).view(np.uint16)}: ties, subnormal numbers, both ends. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0000",
        "-0.0, 8000",
        "1.0, 3c00",
        "-2.5, c100",
        "0.1, 2e66",
        "0.33333334, 3555",
        "65504, 7bff",
        "65519.996, 7bff",
        "6.1035156e-05, 0400",
        "6.0975552e-05, 03ff",
        "5.9604645e-08, 0001",
        "2.9802322e-08, 0000",
        "2.9802326e-08, 0001",
        "8.9406967e-08, 0002",
        "1.0004883, 3c00",
        "1.0014648, 3c02",
        "2047.5, 6800",
        "2049, 6800",
        "2051, 6802",
        "-1234.567, e4d3",
    })
    void halves_are_those_of_ieee_754(float value, String bits) {
        assertEquals(bits, "%04x".formatted(Floats16.half(value) & 0xffff));
    }

    /** By the definition of binary16: {@code (-1)^s * 2^(e - 15) * (1 + f / 1024)}, and {@code 2^-14 * f / 1024} for e = 0. */
    @Test
    void every_half_is_read_as_its_number_and_comes_back() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            if (exponent == 31) {
                continue;
            }
            double fraction = (bits & 1023) / 1024.0;
            double size = exponent == 0 ? Math.scalb(fraction, -14) : Math.scalb(1 + fraction, exponent - 15);
            float number = Floats16.number((short) bits);
            assertEquals(bits < 1 << 15 ? size : -size, number);
            assertEquals((short) bits, Floats16.half(number));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {65520, -1e6f, Float.POSITIVE_INFINITY, Float.NaN})
    void what_16_bits_cannot_hold_is_refused(float value) {
        CacheException e = assertThrows(CacheException.class, () -> Floats16.half(value));
        assertTrue(e.getMessage().contains("up to 65504. Use fp32"), e.getMessage());
    }

    @Test
    void floats_come_back_bit_for_bit() {
        float[] numbers = {9, 1.1f, -0.0f, Float.MIN_VALUE, Float.intBitsToFloat(0x7fc12345), 9};
        float[] read = numbers.clone();
        new Floats32(4).round(read, 1);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(Float.floatToRawIntBits(numbers[i]), Float.floatToRawIntBits(read[i]));
        }
    }

    /** The others are log(1), log(2) and log(3): each gets log((1 + 2 + 3) / 3) = log 2. */
    @Test
    void the_rest_of_the_logits_is_spread_evenly() {
        float[] logits = {0, (float) Math.log(2), 3, (float) Math.log(3), 7};
        float rest = (float) Math.log(2);
        new TopLogits(5, 2).round(logits, 0);
        assertArrayEquals(new float[] {rest, rest, 3, rest, 7}, logits, 1e-6f);
    }

    @Test
    void probabilities_of_the_kept_classes_are_exact_at_temperature_1() {
        double[] before = softmax(new float[] {1.5f, -2, 0.25f, 100, 99, 98.5f});
        float[] logits = {1.5f, -2, 0.25f, 100, 99, 98.5f};
        new TopLogits(6, 2).round(logits, 0);
        double[] after = softmax(logits);
        assertEquals(before[3], after[3], 1e-6);
        assertEquals(before[4], after[4], 1e-6);
        assertEquals(before[0] + before[1] + before[2] + before[5], after[0] * 4, 1e-6);
    }

    private static double[] softmax(float[] logits) {
        double[] exp = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            exp[i] = Math.exp(logits[i] - 100);
            sum += exp[i];
        }
        for (int i = 0; i < logits.length; i++) {
            exp[i] /= sum;
        }
        return exp;
    }

    @Test
    void top_k_is_for_logits_of_more_classes() {
        Keep keep = new KeepTop(10);
        assertTrue(assertThrows(CacheException.class, () -> keep.encoding("logits", 10))
                .getMessage()
                .contains("k is 10, but there are 10 classes; allowed: 1 to 9"));
        assertTrue(assertThrows(CacheException.class, () -> keep.encoding("stage2", 64))
                .getMessage()
                .contains("keeps logits only, and the method asks the teacher for 'stage2'"));
        assertEquals(Optional.of(new TopLogits(100, 10)), keep.encoding("logits", 100));
    }
}
