package kd4j.run;

import kd4j.component.Kd4jException;

/** The recipe asks for something that its kind of data does not have, such as classes of rows with numbers to predict. */
public final class UnfitException extends Kd4jException {
    private static final long serialVersionUID = 1;

    public UnfitException(String message) {
        super(message);
    }
}
