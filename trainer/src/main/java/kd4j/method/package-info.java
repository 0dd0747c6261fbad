/**
 * One record a distillation method: taps, adapters, stages and losses, and the state they carry.
 *
 * <p>Reading order: {@link kd4j.method.Method} begins a {@link kd4j.method.Session} in a {@link kd4j.method.Context}; {@link
 * kd4j.method.Plain} and {@link kd4j.method.Stages} are made of {@link kd4j.method.WeightedLoss}es, which look at {@link
 * kd4j.method.Taps} through {@link kd4j.method.adapter.Adapter}s. In Java:
 *
 * <pre>{@code
 * WeightedLoss hint = new WeightedLoss(100, Taps.of("stage2", "stage3"), new PointwiseConvolution(), new Hint(Reduction.ELEMENT_MEAN));
 * List<WeightedLoss> answers = List.of(new WeightedLoss(0.1, new CrossEntropy()), new WeightedLoss(0.9, new SoftTargets(4)));
 * Method method = new Stages(List.of(new Stage(0.3, List.of(hint)), new Stage(answers)));
 * Task task = Task.distilling(student, teacher, method, training, rows, 7);
 * student.setParameters(new TrainingLoop(task, List.of()).run().bestParameters());
 * }</pre>
 */
package kd4j.method;
