/** Transforms of a sample as a function of its view number, which say how many distinct views they have. */
package kd4j.datasets.augment;
