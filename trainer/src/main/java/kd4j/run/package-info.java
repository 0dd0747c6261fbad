/**
 * Turns a recipe into objects, runs it in a folder, leaves a complete record there.
 *
 * <p>Reading order: {@link kd4j.run.Experiment} goes through seeds and arms, {@link kd4j.run.ArmTraining} trains one network in one
 * folder, {@link kd4j.run.RunFolder} knows where everything stands.
 */
package kd4j.run;
