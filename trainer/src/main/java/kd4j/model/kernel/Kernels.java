package kd4j.model.kernel;

/** The arithmetic of the layers. */
public interface Kernels {}
