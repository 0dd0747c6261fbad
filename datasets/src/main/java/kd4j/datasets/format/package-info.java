/** Readers of file formats, with no knowledge of any data set. */
package kd4j.datasets.format;
