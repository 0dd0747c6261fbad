package kd4j.bench;

import kd4j.component.Section;
import kd4j.model.Architecture;
import kd4j.optim.Optimizer;

/**
 * What is trained and how.
 *
 * @param architecture the layers
 * @param optimizer the rule that changes the parameters
 */
@Section
public record BenchSetup(Architecture architecture, Optimizer optimizer) {}
