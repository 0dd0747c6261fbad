package kd4j.run;

import java.util.List;
import kd4j.data.TargetForm;
import kd4j.export.ExportedFile;
import kd4j.metric.Assessment;

/**
 * What came out of one training: {@code result.json}.
 *
 * @param arm what was trained
 * @param seed with which seed
 * @param epochs epochs that were trained
 * @param bestEpoch the epoch, from 1, that was selected by the validation rows
 * @param parameters trained numbers
 * @param macs multiply-accumulate operations for one sample
 * @param seconds time of all steps
 * @param digest SHA-256 of the selected parameters
 * @param lastDigest SHA-256 of the parameters after the last epoch, or of their moving average where the training keeps one
 * @param validation the selected network on the validation rows; null for a teacher whose answers to them nobody knows
 * @param test the selected network on the test rows: the figure that counts; null for a teacher whose answers to them nobody knows
 * @param lastTest the last epoch's network on the test rows
 * @param shifted the selected network with its bias shift; null where the recipe has none
 * @param targets in which units the network was trained; null where rows have classes
 * @param files what the network was exported to
 * @param arithmetic the library that computed, and the code it chose for each convolution on this processor
 * @param teacherCost what the steps had of the teacher; null where no answers of a teacher were kept
 * @param compressed what a plan of compression has made of the network; null without such a plan
 */
public record ArmResult(
        String arm,
        long seed,
        int epochs,
        int bestEpoch,
        long parameters,
        long macs,
        double seconds,
        String digest,
        String lastDigest,
        Assessment validation,
        Assessment test,
        Assessment lastTest,
        Shifted shifted,
        TargetForm targets,
        List<ExportedFile> files,
        List<String> arithmetic,
        TeacherCost teacherCost,
        Compressed compressed) {
    /**
     * A network whose scores of some classes were raised.
     *
     * @param shift the number chosen on the validation rows
     * @param test the test rows with that shift
     * @param shiftOnTest the number that would have been best on the test rows: for comparison with papers that chose it so
     * @param testChosenOnTest the test rows with that number
     */
    public record Shifted(double shift, Assessment test, double shiftOnTest, Assessment testChosenOnTest) {}

    ArmResult with(Shifted other, List<ExportedFile> exported) {
        return new ArmResult(
                arm,
                seed,
                epochs,
                bestEpoch,
                parameters,
                macs,
                seconds,
                digest,
                lastDigest,
                validation,
                test,
                lastTest,
                other,
                targets,
                exported,
                arithmetic,
                teacherCost,
                compressed);
    }
}
