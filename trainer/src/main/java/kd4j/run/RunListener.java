package kd4j.run;

import kd4j.engine.Event;

/** Hears how a run goes on. */
public interface RunListener {
    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /** An event of one training. */
    default void on(Arm arm, long seed, Event event) {}

    /** One training has ended, or was found to be done already. */
    default void result(ArmResult result) {}

    /** A sentence for people. */
    default void note(String text) {}
}
