package kd4j.data;

import java.util.Arrays;

/** Rows whose targets are in other units than those of the data. */
record FormedSamples(Samples base, TargetForm form) implements Samples {
    @Override
    public int size() {
        return base.size();
    }

    @Override
    public Shape shape() {
        return base.shape();
    }

    @Override
    public void read(int row, float[] into, int at) {
        base.read(row, into, at);
    }

    @Override
    public Truth.Kind kind() {
        return base.kind();
    }

    @Override
    public Truth truth(int[] rows) {
        double[][] values = ((Truth.Targets) base.truth(rows)).values();
        return new Truth.Targets(Arrays.stream(values).map(form::of).toArray(double[][]::new), form);
    }

    @Override
    public int label(int row) {
        return base.label(row);
    }

    @Override
    public int id(int row) {
        return base.id(row);
    }

    /** What ids count in, and answers are kept of: features are the same there. */
    @Override
    public Samples root() {
        return base.root();
    }
}
