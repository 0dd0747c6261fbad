package kd4j.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.Components;
import kd4j.data.Data;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.data.Partition;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.data.TargetForm;
import kd4j.data.Transform;
import kd4j.data.TransformChain;
import kd4j.data.Truth;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Loss;
import kd4j.loss.Pinball;
import kd4j.loss.Reduction;
import kd4j.loss.RegressionMse;
import kd4j.loss.TargetSource;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.recipe.DataSection;
import kd4j.teacher.FormedTeacher;
import kd4j.teacher.Teacher;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A data set that is ready for training.
 *
 * @param data what was read; targets are in standard units
 * @param train rows to learn from, without the validation rows
 * @param validation rows that the best epoch is chosen by
 * @param transforms fixed changes of all rows
 * @param shape the shape of a row behind them
 * @param form the units of the targets and what is answered about them; empty where rows have classes
 */
record Prepared(
        Data data,
        Samples train,
        Samples validation,
        List<Transform> transforms,
        Shape shape,
        Optional<TargetForm> form) {
    /** Reads the rows and cuts the validation rows out of them. */
    static Prepared of(DataSection section, DataPlace place) {
        Data read = section.dataset().load(place);
        Optional<TargetForm> form = form(section, read);
        Data data = form.map(read::in).orElse(read);
        Partition partition = cut(section, data);
        TransformChain chain = new TransformChain(section.transforms(), data.shape());
        if (chain.views() != 1) {
            throw new DataException(
                    "data.transforms: %s has %d views a row, but these changes must be fixed. Move it to training.augment."
                            .formatted(section.transforms(), chain.views()));
        }
        return new Prepared(
                data, partition.train(), partition.validation(), section.transforms(), chain.output(), form);
    }

    /** In which the rows that are learnt from have mean 0 and standard deviation 1. */
    private static Optional<TargetForm> form(DataSection section, Data read) {
        List<Double> quantiles = section.quantiles().orElse(List.of());
        if (read.kind() == Truth.Kind.TARGETS) {
            Samples train = cut(section, read).train();
            return Optional.of(TargetForm.standard(train, read.outputs(), quantiles));
        }
        if (!quantiles.isEmpty()) {
            throw new UnfitException(
                    "data.quantiles: given %s, but %s has classes; quantiles are of numbers. Leave the key out, or use data with targets"
                            .formatted(quantiles, read.name()));
        }
        return Optional.empty();
    }

    private static Partition cut(DataSection section, Data data) {
        return Partition.of(data.train(), section.validation(), section.validationSeed());
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

    /** How many numbers a network answers about a row: one a class, or one for each target or each quantile of it. */
    int outputs() {
        return data.outputs().size();
    }

    /** The transforms as a recipe has them. */
    List<Map<String, Object>> described() {
        return transforms.stream().map(t -> Components.describe((Record) t)).toList();
    }

    /** The objective of every training without a teacher. */
    Method withoutTeacher() {
        Loss loss = form.map(Prepared::ofTargets).orElseGet(CrossEntropy::new);
        return new Plain(List.of(new WeightedLoss(1, loss)));
    }

    private static Loss ofTargets(TargetForm form) {
        return form.quantiles().isEmpty()
                ? new RegressionMse(0)
                : new Pinball(form.quantiles(), TargetSource.TARGETS, Reduction.ELEMENT_MEAN);
    }

    /** A teacher that answers in the units of the data, as a student is trained with it. */
    Teacher forTraining(Teacher teacher) {
        return form.<Teacher>map(f -> new FormedTeacher(teacher, f)).orElse(teacher);
    }

    /** Changes a trained network's last layer so that it answers in the units of the data. */
    void intoUnitsOfTheData(Network network) {
        form.ifPresent(f -> {
            INDArray sd = Nd4j.createFromArray(f.outputDeviations());
            INDArray weight = network.parameter(Blueprint.LOGITS, "weight");
            INDArray bias = network.parameter(Blueprint.LOGITS, "bias");
            weight.muliRowVector(sd.castTo(weight.dataType()));
            bias.assign(bias.mul(sd.castTo(bias.dataType()))
                    .addi(Nd4j.createFromArray(f.outputMeans()).castTo(bias.dataType())));
        });
    }
}
