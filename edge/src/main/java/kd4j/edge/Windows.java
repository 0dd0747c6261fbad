package kd4j.edge;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks a student about a signal that goes on: a window of the length that the network takes, moved on by a hop. Keeps one window and serves one
 * thread.
 */
public final class Windows {
    private final Student student;
    private final int channels;
    private final int hop;
    private final float[] window;
    private int filled;
    private int skip;

    Windows(Student student, int time, int channels, int hop) {
        this.student = student;
        this.channels = channels;
        this.hop = hop;
        this.window = new float[time * channels];
    }

    /**
     * Takes what has come in.
     *
     * @param samples raw values in time, those of one time beside each other; any number of times
     * @return an answer for each window that has become full, the oldest first; often none
     * @throws BundleException when a time is not whole
     */
    public List<Answer> push(float... samples) {
        if (samples.length % channels != 0) {
            throw new BundleException("given " + samples.length + " values of a signal with " + channels
                    + " channels. Give all channels of each time");
        }
        List<Answer> answers = new ArrayList<>();
        int from = 0;
        while (from < samples.length) {
            int skipped = Math.min(skip, samples.length - from);
            skip -= skipped;
            from += skipped;
            int taken = Math.min(window.length - filled, samples.length - from);
            System.arraycopy(samples, from, window, filled, taken);
            filled += taken;
            from += taken;
            if (filled == window.length) {
                answers.add(student.predict(window));
                move();
            }
        }
        return answers;
    }

    private void move() {
        int by = Math.min(hop * channels, window.length);
        System.arraycopy(window, by, window, 0, window.length - by);
        filled = window.length - by;
        skip = hop * channels - by;
    }

    /** Forgets what has come in, as after a break of the signal. */
    public void reset() {
        filled = 0;
        skip = 0;
    }
}
