/** Data made from a seed, for tests and lessons. */
package kd4j.datasets.synthetic;
