/**
 * Numbers on 8-bit grids inside of networks of floats: what a quantised network will compute, while it is trained and before it is exported.
 *
 * <p>Reading order: {@link kd4j.model.quantise.Grid} is the grid of an array, {@link kd4j.model.quantise.ChannelGrids} are those of weights;
 * {@link kd4j.model.quantise.FakeQuantise} and {@link kd4j.model.quantise.QuantisedWeights} are the layers that round to them.
 */
package kd4j.model.quantise;
