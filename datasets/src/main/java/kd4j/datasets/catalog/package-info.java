/** One record a data set: where from, licence, digest, shape, classes. */
package kd4j.datasets.catalog;
