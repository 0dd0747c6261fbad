package kd4j.loss;

import kd4j.component.Component;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the patterns of the student's channels are from those of the teacher's, whichever channel has which (neuron
 * selectivity transfer). Each channel is a map over pixels divided by its L2 norm; with {@code k(a, b) = <a, b>^2} the loss
 * is the mean over rows of {@code mean k(s, s') + mean k(t, t') - 2 mean k(s, t)}, means over all pairs of channels: the
 * squared maximum mean discrepancy. It is 0 when the channels are the same. Both are images of the same height and width,
 * {@code [rows, height, width, channels]}; channels may differ. With {@code S}, {@code T} of {@code [pixels, channels]} the
 * gradient at {@code S} is {@code 4 / rows * (S S'S / cs^2 - T T'S / (cs ct))}. Not for images of one pixel, whose channels
 * are all alike. Source: Huang and Wang, arXiv 1707.01219, with the polynomial kernel.
 */
@Component("nst")
public record Nst() implements TapLoss {
    private static final String NAME = "nst";

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals).sameSize();
        Pair pixels = pair.pixels();
        Unit student = Unit.along(pixels.student(), 1, 0);
        INDArray s = student.unit();
        INDArray t = Unit.along(pixels.teacher(), 1, 0).unit();
        double own = (double) s.size(2) * s.size(2);
        double cross = (double) s.size(2) * t.size(2);
        INDArray ss = Products.of(s, true, s, false);
        INDArray ts = Products.of(t, true, s, false);
        INDArray tt = Products.of(t, true, t, false);
        double ofTeacher = (double) t.size(2) * t.size(2);
        double sum = Scores.dot(ss, ss) / own + Scores.dot(tt, tt) / ofTeacher - 2 * Scores.dot(ts, ts) / cross;
        double rows = s.size(0);
        INDArray gradient = Products.of(s, false, ss, false)
                .divi(own)
                .subi(Products.of(t, false, ts, false).divi(cross))
                .muli(4 / rows);
        return pair.term(sum / rows, student.backward(gradient, 1));
    }
}
