package kd4j.method;

import java.util.Set;
import kd4j.loss.Signals;
import kd4j.loss.Term;

/** A method at work in one training. */
public interface Session {
    /** Student taps that are wanted in the next step. */
    Set<String> studentTaps();

    /** Teacher taps that are wanted in the next step; empty where no teacher is needed. */
    Set<String> teacherTaps();

    /** The objective of one step and its gradients. */
    Term evaluate(Signals signals);
}
