package kd4j.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Partition;
import kd4j.engine.Task;
import kd4j.engine.TrainingLoop;
import kd4j.engine.TrainingState;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Hint;
import kd4j.loss.Reduction;
import kd4j.loss.SoftTargets;
import kd4j.loss.course.Linear;
import kd4j.method.Method;
import kd4j.method.Stage;
import kd4j.method.Stages;
import kd4j.method.Taps;
import kd4j.method.WeightedLoss;
import kd4j.method.adapter.ConvolutionNorm;
import kd4j.model.Network;
import kd4j.model.architecture.PlainCnn;
import kd4j.optim.Adam;
import kd4j.optim.Cosine;
import kd4j.optim.Training;
import kd4j.recipe.Recipe;
import kd4j.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recipe says with taps, adapter, stages, and courses of weight and temperature, said in ten lines of Java. */
class JavaTest {
    private static final String RECIPE =
            """
            name: same
            seeds: [7]
            data: {type: digits, validation: 0.1}
            teacher: {type: train, architecture: {type: plain-cnn, widths: [8, 16]}, training: {epochs: 1}}
            student: {architecture: {type: plain-cnn, widths: [4, 8]}}
            method:
              type: stages
              stages:
                - {share: 0.25, objective: [{weight: 10, at: {student: relu1, teacher: relu1}, adapter: {type: conv-bn, kernel: 1}, loss: hint}]}
                - objective:
                    - {weight: {type: linear, from: 1, to: 0.1}, loss: cross-entropy}
                    - {weight: 0.9, loss: {type: soft-targets, temperature: {type: linear, from: 8, to: 2}}}
            training: {epochs: 4, optimizer: {type: adam, rate: {type: cosine, peak: 1e-2}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void ten_lines_are_the_recipe_and_train_its_student() throws Exception {
        Recipe recipe = Recipes.read(Files.writeString(folder.resolve("same.yaml"), RECIPE), List.of())
                .get(0)
                .recipe();
        Data digits = recipe.data().dataset().load(new DataPlace(folder, folder));
        Network teacher = Network.create(new PlainCnn(List.of(8, 16), true, 1).blueprint(digits.shape(), 10), 1);
        // The ten lines.
        Network student = Network.create(new PlainCnn(List.of(4, 8), true, 1).blueprint(digits.shape(), 10), 7);
        Partition rows = Partition.stratified(digits.train(), 0.1, 0);
        WeightedLoss hint = new WeightedLoss(
                10, Taps.of("relu1", "relu1"), new ConvolutionNorm(1, false), new Hint(Reduction.ELEMENT_MEAN));
        WeightedLoss labels = new WeightedLoss(new Linear(1, 0.1), new CrossEntropy());
        WeightedLoss soft = new WeightedLoss(0.9, new SoftTargets(new Linear(8, 2)));
        Method method = new Stages(List.of(new Stage(0.25, List.of(hint)), new Stage(List.of(labels, soft))));
        Training training = new Training(4, new Adam(new Cosine(1e-2)));
        Task task = Task.distilling(student, teacher, method, training, rows, 7);
        TrainingState trained = new TrainingLoop(task, List.of()).run();
        student.setParameters(trained.bestParameters());
        // What was said is what the recipe says, and the adapter is no part of the student.
        assertEquals(recipe.method(), method);
        assertEquals(recipe.training(), training);
        assertEquals(
                recipe.student().architecture().blueprint(digits.shape(), 10).parameters(),
                student.blueprint().parameters());
        // 144 validation rows of 10 classes: one that learnt nothing has 130 of them wrong, give or take 3.6. The
        // teacher knows nothing.
        assertTrue(trained.best().choice() < 115, trained.best().toString());
        student.close();
        teacher.close();
    }
}
