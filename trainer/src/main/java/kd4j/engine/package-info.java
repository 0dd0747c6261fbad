/**
 * The training loop and the events it announces, and nothing else.
 *
 * <p>Reading order: {@link kd4j.engine.Task} is what is trained, {@link kd4j.engine.TrainingLoop} trains it, {@link
 * kd4j.engine.Event} is what it says on the way, {@link kd4j.engine.TrainingState} is all that must be kept to go on later.
 */
package kd4j.engine;
