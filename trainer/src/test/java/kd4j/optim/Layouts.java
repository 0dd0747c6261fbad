package kd4j.optim;

import java.util.function.BiFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Places in memory in which the numbers of a vector can lie; the last one is out of reach for loops in Java. */
enum Layouts {
    ALONE((values, type) -> Nd4j.createFromArray(values).castTo(type)),
    IN_THE_MIDDLE((values, type) -> {
        long n = values.length;
        INDArray around = Nd4j.zeros(type, n + 12).addi(77);
        return filled(around.get(NDArrayIndex.interval(5, 5 + n)), values);
    }),
    VIEW_OF_A_VIEW((values, type) -> {
        long n = values.length;
        INDArray row = Nd4j.zeros(type, 3, n + 12).addi(77).get(NDArrayIndex.point(1), NDArrayIndex.all());
        return filled(row.get(NDArrayIndex.interval(7, 7 + n)), values);
    }),
    WITH_GAPS((values, type) -> {
        INDArray matrix = Nd4j.zeros(type, values.length, 3).addi(77);
        return filled(matrix.get(NDArrayIndex.all(), NDArrayIndex.point(1)), values);
    });

    private final BiFunction<double[], DataType, INDArray> make;

    Layouts(BiFunction<double[], DataType, INDArray> make) {
        this.make = make;
    }

    INDArray vector(double[] values, DataType type) {
        return make.apply(values, type);
    }

    private static INDArray filled(INDArray place, double[] values) {
        return place.assign(Nd4j.createFromArray(values).castTo(place.dataType()));
    }
}
