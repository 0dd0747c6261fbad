package kd4j.teacher;

import kd4j.component.Component;

/**
 * A network saved by DL4J's {@code ModelSerializer}, made of DL4J's own layers or of KD4J's: a {@code MultiLayerNetwork} or a
 * {@code ComputationGraph} with one input and one output. A softmax at its end is taken off.
 *
 * @param file path of the zip, from the recipe's folder
 */
@Component("dl4j")
public record Dl4jTeacher(String file) implements TeacherSource {}
