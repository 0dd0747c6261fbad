package kd4j.recipe;

import java.util.Optional;
import kd4j.component.Section;
import kd4j.method.BiasShift;
import kd4j.model.Architecture;

/**
 * The small network.
 *
 * @param architecture its layers
 * @param biasShift a last correction for classes that the transfer set lacked
 */
@Section
public record StudentSection(Architecture architecture, Optional<BiasShift> biasShift) {}
