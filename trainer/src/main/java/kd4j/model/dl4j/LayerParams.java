package kd4j.model.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Cuts a layer's part of the network's parameter or gradient vector into the layer's parameters. Draws no numbers. */
final class LayerParams implements ParamInitializer {
    static List<Parameter> of(Layer conf) {
        LayerConf own = (LayerConf) conf;
        return own.layer().parameters(own.shape());
    }

    private static List<String> names(Layer conf, List<Role> roles) {
        return of(conf).stream()
                .filter(p -> roles.contains(p.role()))
                .map(Parameter::name)
                .toList();
    }

    private static Map<String, INDArray> cut(Layer conf, INDArray vector) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        long from = 0;
        for (Parameter p : of(conf)) {
            long to = from + p.shape().values();
            INDArray part = vector.reshape(vector.length()).get(NDArrayIndex.interval(from, to));
            views.put(p.name(), part.reshape('c', sizes(p)));
            from = to;
        }
        return views;
    }

    private static long[] sizes(Parameter p) {
        return p.shape().sizes().stream().mapToLong(Integer::longValue).toArray();
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer conf) {
        return of(conf).stream().mapToLong(p -> p.shape().values()).sum();
    }

    @Override
    public List<String> paramKeys(Layer conf) {
        return names(conf, List.of(Role.values()));
    }

    @Override
    public List<String> weightKeys(Layer conf) {
        return names(conf, List.of(Role.WEIGHT));
    }

    @Override
    public List<String> biasKeys(Layer conf) {
        return names(conf, List.of(Role.BIAS));
    }

    @Override
    public boolean isWeightParam(Layer conf, String name) {
        return weightKeys(conf).contains(name);
    }

    @Override
    public boolean isBiasParam(Layer conf, String name) {
        return biasKeys(conf).contains(name);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray vector, boolean initialize) {
        paramKeys(conf.getLayer()).forEach(conf::addVariable);
        return cut(conf.getLayer(), vector);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray vector) {
        return cut(conf.getLayer(), vector);
    }
}
