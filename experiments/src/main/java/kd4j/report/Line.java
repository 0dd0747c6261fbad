package kd4j.report;

import java.util.Map;
import java.util.Optional;
import kd4j.metric.Bootstrap;
import kd4j.metric.Statistics;
import kd4j.metric.Statistics.Interval;
import kd4j.metric.Statistics.Summary;
import kd4j.report.Result.TeacherCost;

/**
 * One arm of one run in the table.
 *
 * @param run the run's label
 * @param arm the arm's name
 * @param measure what the arm is measured by
 * @param figure share of the test rows that are right, or root mean squared error, over seeds
 * @param bootstrap the 95 % interval of the mean figure by drawing seeds again, beside Student's
 * @param beside number of test rows that are wrong, or mean absolute error, over seeds
 * @param parameters trained numbers
 * @param macs multiply-accumulate operations for one row
 * @param bytes size of each exported file by format
 * @param gapClosed {@code (this - alone) / (teacher - alone)} of the mean figures; empty for other arms than distilled ones
 *     and where the teacher is no better than the student alone
 * @param teacherCost how many of the teacher's answers were kept ones, and the seconds that this spared, over all seeds
 * @param sparsity the share of the trained numbers that are 0, mean over seeds; empty without a plan of compression
 */
record Line(
        String run,
        String arm,
        Measure measure,
        Summary figure,
        Interval bootstrap,
        Summary beside,
        long parameters,
        long macs,
        Map<String, Long> bytes,
        Optional<Double> gapClosed,
        Optional<TeacherCost> teacherCost,
        Optional<Double> sparsity) {
    static Line of(String run, RunFolder folder, Arm arm) {
        return new Line(
                run,
                arm.name(),
                arm.measure(),
                Statistics.summary(arm.figures()),
                Bootstrap.ofMean(arm.figures()),
                Statistics.summary(arm.besides()),
                arm.parameters(),
                arm.macs(),
                arm.bytes(),
                gapClosed(folder, arm),
                arm.teacherCost(),
                arm.compressed().map(Result.Compressed::sparsity));
    }

    private static Optional<Double> gapClosed(RunFolder folder, Arm arm) {
        if (!arm.name().startsWith(Arm.DISTILLED)) {
            return Optional.empty();
        }
        double alone = mean(folder.arm(Arm.ALONE).orElseThrow());
        return folder.arm(Arm.TEACHER)
                .map(teacher -> mean(teacher) - alone)
                .filter(gap -> arm.measure().betters(gap) && Math.abs(gap) > 1e-12)
                .map(gap -> (mean(arm) - alone) / gap);
    }

    private static double mean(Arm arm) {
        return Statistics.summary(arm.figures()).mean();
    }
}
