package kd4j.metric;

/** What a comparison allows to say about the first of two ways. */
public enum Verdict {
    BETTER("better"),
    WORSE("worse"),
    NOT_DISTINGUISHABLE("not distinguishable");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As tables say it. */
    @Override
    public String toString() {
        return words;
    }
}
