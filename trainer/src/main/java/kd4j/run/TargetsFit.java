package kd4j.run;

import java.util.ArrayList;
import java.util.List;
import kd4j.data.Truth;
import kd4j.model.Blueprint;
import kd4j.model.layer.Dense;
import kd4j.recipe.Recipe;
import kd4j.teacher.Answers;
import kd4j.teacher.EnsembleTeacher;
import kd4j.teacher.FileTeacher;
import kd4j.teacher.TrainedTeacher;
import kd4j.teacher.cache.KeepTop;

/**
 * Refuses what is about classes where rows have numbers to predict.
 *
 * @param recipe the recipe
 * @param data the rows
 */
record TargetsFit(Recipe recipe, Prepared data) {
    static UnfitException refusal(List<String> problems) {
        return new UnfitException("the recipe does not fit what its rows are asked about:%n  %s"
                .formatted(String.join("\n  ", problems)));
    }

    /**
     * Checks all but the losses, which the method does.
     *
     * @throws UnfitException with everything that does not fit
     */
    void check(Blueprint student) {
        if (data.data().kind() == Truth.Kind.CLASSES) {
            return;
        }
        List<String> problems = new ArrayList<>();
        checkTraining(problems);
        checkLast("student.architecture", student, problems);
        recipe.teacher().trained().forEach(source -> checkTrained(source, problems));
        recipe.teacher().filed().forEach(source -> checkFiled(source, problems));
        if (recipe.teacher() instanceof EnsembleTeacher ensemble
                && ensemble.mean() == EnsembleTeacher.Mean.PROBABILITIES) {
            problems.add(
                    "teacher.mean: probabilities are of classes, and the rows have numbers to predict. Use logits");
        }
        if (!problems.isEmpty()) {
            throw refusal(problems);
        }
    }

    private void checkTraining(List<String> problems) {
        if (!recipe.training().omit().isEmpty()) {
            problems.add("training.omit: leaves classes out, and the rows have numbers to predict. Leave the key out");
        }
        if (recipe.student().biasShift().isPresent()) {
            problems.add(
                    "student.bias-shift: raises scores of classes, and the rows have numbers to predict. Leave the key out");
        }
        if (recipe.thresholds().isPresent()) {
            problems.add(
                    "thresholds: are of probabilities of classes, and the rows have numbers to predict. Leave the key out");
        }
        if (recipe.teacherCache().keep() instanceof KeepTop) {
            problems.add(
                    "teacher-cache: top-k keeps scores of classes, and the rows have numbers to predict. Use fp32 or fp16");
        }
    }

    private void checkTrained(TrainedTeacher source, List<String> problems) {
        checkLast("teacher.architecture", source.architecture().blueprint(data.shape(), data.outputs()), problems);
        if (!source.training().omit().isEmpty()) {
            problems.add(
                    "teacher.training.omit: leaves classes out, and the rows have numbers to predict. Leave the key out");
        }
    }

    private static void checkFiled(FileTeacher source, List<String> problems) {
        if (source.answers().gives() == Answers.Gives.PROBABILITIES) {
            problems.add(
                    "teacher.answers.gives: probabilities are of classes, and the rows have numbers to predict. Leave the key out");
        }
        if (!source.answers().map().isEmpty()) {
            problems.add("teacher.answers.map: adds up classes, and the rows have numbers to predict. Use select");
        }
    }

    /** The units of the data go into the last layer. */
    private static void checkLast(String key, Blueprint plan, List<String> problems) {
        Blueprint.Node last = plan.nodes().get(plan.nodes().size() - 1);
        if (!(last.operation() instanceof Dense dense) || !dense.bias()) {
            problems.add("%s: the last layer is %s; a network that predicts numbers ends in a dense layer with a bias"
                    .formatted(key, last.operation()));
        }
    }
}
