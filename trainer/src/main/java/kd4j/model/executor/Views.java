package kd4j.model.executor;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where each piece's parameters and their gradients are.
 *
 * @param parameters arrays by name of the piece and name of the parameter
 * @param gradients likewise
 */
public record Views(Map<String, Map<String, INDArray>> parameters, Map<String, Map<String, INDArray>> gradients) {}
