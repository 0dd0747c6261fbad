/** What a data set, a split, a batch and a transform are, and how order follows from a seed. */
package kd4j.data;
