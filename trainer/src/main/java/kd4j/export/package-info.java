/** Turns a trained student into files, and proves that the files give the same answers. */
package kd4j.export;
