/** The kinds of network: one record an architecture, which makes a plan of layers for given samples and classes. */
package kd4j.model.architecture;
