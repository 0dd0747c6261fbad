/**
 * Turns a trained network of floats into one that rounds as its 8-bit file will.
 *
 * <p>Reading order: {@link kd4j.compress.quantise.PostTraining} does it all; {@link kd4j.compress.quantise.Folding} takes the batch norms
 * out, {@link kd4j.compress.quantise.Equalisation} evens weights out, {@link kd4j.compress.quantise.Placement} says where numbers are rounded,
 * {@link kd4j.compress.quantise.Calibration} chooses grids from a {@link kd4j.compress.quantise.Histogram}, and {@link
 * kd4j.compress.quantise.BiasCorrection} takes out what rounding shifts.
 */
package kd4j.compress.quantise;
