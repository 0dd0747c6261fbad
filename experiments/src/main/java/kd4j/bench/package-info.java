/**
 * Measures: training steps beside other frameworks, where their time goes, what methods, threads and teachers cost, and exported files.
 *
 * <p>Reading order: a {@code ...Run} takes rounds in processes of their own, a {@code ...Process} is what happens in one of these, a
 * {@code ...Table} or {@code ...Report} says what came of it.
 */
package kd4j.bench;
