package kd4j.engine;

import java.util.List;
import java.util.Optional;
import kd4j.compress.Compression;
import kd4j.data.Partition;
import kd4j.data.Samples;
import kd4j.data.Transform;
import kd4j.loss.CrossEntropy;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.model.Network;
import kd4j.optim.Training;
import kd4j.teacher.Teacher;

/**
 * One network to train.
 *
 * @param network the network, changed by the training
 * @param teacher who is asked; empty where the method needs none
 * @param method how the objective is made
 * @param training how long and how
 * @param rows what the network learns from; the classes in {@link Training#omit} are left out of these here
 * @param validation what the best epoch is chosen by
 * @param transforms fixed changes of all rows
 * @param seed decides the order of rows, their augmentation and dropout
 * @param views how many views of each row the augmentation is limited to, as in {@link kd4j.data.Views}; empty for all
 * @param plan how the network is made smaller on the way
 */
public record Task(
        Network network,
        Optional<Teacher> teacher,
        Method method,
        Training training,
        Samples rows,
        Samples validation,
        List<Transform> transforms,
        long seed,
        Optional<Integer> views,
        Plan plan) {
    public Task {
        transforms = List.copyOf(transforms);
        rows = learnt(rows, training);
        if (rows.size() == 0) {
            throw new RunException("no training rows are left after classes " + training.omit() + " are omitted");
        }
    }

    /** A training of a network that keeps its layers. */
    public Task(
            Network network,
            Optional<Teacher> teacher,
            Method method,
            Training training,
            Samples rows,
            Samples validation,
            List<Transform> transforms,
            long seed,
            Optional<Integer> views) {
        this(network, teacher, method, training, rows, validation, transforms, seed, views, Plan.NONE);
    }

    /** A training that sees all views of its rows. */
    public Task(
            Network network,
            Optional<Teacher> teacher,
            Method method,
            Training training,
            Samples rows,
            Samples validation,
            List<Transform> transforms,
            long seed) {
        this(network, teacher, method, training, rows, validation, transforms, seed, Optional.empty());
    }

    /** The same training of a network that is made smaller on the way. */
    public Task compressing(List<? extends Compression> steps) {
        return compressing(new Plan(steps));
    }

    /** The same training of a network that is made smaller on the way. */
    public Task compressing(Plan other) {
        return new Task(network, teacher, method, training, rows, validation, transforms, seed, views, other);
    }

    /** A training on the classes of rows alone, as teachers are trained. */
    public static Task alone(Network network, Training training, Partition rows, long seed) {
        Method labels = new Plain(List.of(new WeightedLoss(1, new CrossEntropy())));
        return new Task(network, Optional.empty(), labels, training, rows.train(), rows.validation(), List.of(), seed);
    }

    /** A training with a teacher. */
    public static Task distilling(
            Network student, Network teacher, Method method, Training training, Partition rows, long seed) {
        Optional<Teacher> asked = Optional.of(Teacher.of(teacher));
        return new Task(student, asked, method, training, rows.train(), rows.validation(), List.of(), seed);
    }

    /** The rows that a training learns from: those whose class is not left out. */
    public static Samples learnt(Samples rows, Training training) {
        return without(rows, training.omit());
    }

    private static Samples without(Samples rows, List<Integer> omit) {
        if (omit.isEmpty()) {
            return rows;
        }
        return rows.select(java.util.stream.IntStream.range(0, rows.size())
                .filter(row -> !omit.contains(rows.label(row)))
                .toArray());
    }
}
