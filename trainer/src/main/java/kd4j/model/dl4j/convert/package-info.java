/** Turns networks of DL4J's own layers into networks of KD4J's with the same answers. */
package kd4j.model.dl4j.convert;
