package kd4j.run;

import java.util.List;
import kd4j.data.Data;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.data.Partition;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.data.TransformChain;
import kd4j.recipe.DataSection;

/**
 * A data set that is ready for training.
 *
 * @param data what was read
 * @param train rows to learn from, without the validation rows
 * @param validation rows that the best epoch is chosen by
 * @param transforms fixed changes of all rows
 * @param shape the shape of a row behind them
 */
record Prepared(Data data, Samples train, Samples validation, List<Transform> transforms, Shape shape) {
    /** Reads the rows and cuts the validation rows out of them. */
    static Prepared of(DataSection section, DataPlace place) {
        Data data = section.dataset().load(place);
        Partition partition = Partition.stratified(data.train(), section.validation(), section.validationSeed());
        TransformChain chain = new TransformChain(section.transforms(), data.shape());
        if (chain.views() != 1) {
            throw new DataException(
                    "data.transforms: %s has %d views a row, but these changes must be fixed. Move it to training.augment."
                            .formatted(section.transforms(), chain.views()));
        }
        return new Prepared(data, partition.train(), partition.validation(), section.transforms(), chain.output());
    }

    /** What was read, for people: a part of a data set must not be taken for the whole. */
    String sentence() {
        return "%s; rows: %d training, %d validation, %d test"
                .formatted(
                        data.name(),
                        train.size(),
                        validation.size(),
                        data.test().size());
    }

    int classes() {
        return data.classes().size();
    }
}
