/**
 * The bridge to DL4J: one layer configuration, one parameter initialiser and one implementation that serve every KD4J layer, and
 * the graph that can be trained from gradients at its taps.
 */
package kd4j.model.dl4j;
