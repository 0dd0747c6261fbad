/**
 * Pruning, quantisation and factorisation as steps of a plan, and the checks that they really happened.
 *
 * <p>Reading order: {@link kd4j.compress.Compression} is one step of a plan, as settings; {@link kd4j.compress.Compressor} is that
 * step at work in a training; {@link kd4j.compress.Compressing} is the whole plan at work; {@link kd4j.compress.Footprint} and
 * {@link kd4j.compress.Outcome} say what came of it. In Java:
 *
 * <pre>{@code
 * Task task = Task.distilling(student, teacher, method, training, rows, 7).compressing(List.of(new Prune(0.8)));
 * try (TrainingLoop loop = new TrainingLoop(task, List.of())) {
 *     TrainingState end = loop.run();
 *     Network small = loop.network();
 *     small.setParameters(end.bestParameters());
 *     System.out.println(Footprint.of(small) + " " + loop.outcomes());
 * }
 * }</pre>
 */
package kd4j.compress;
