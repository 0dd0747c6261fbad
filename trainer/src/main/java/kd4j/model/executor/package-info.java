/** Runs a plan: decides what is computed when and in which memory; the arithmetic itself is the computations'. */
package kd4j.model.executor;
