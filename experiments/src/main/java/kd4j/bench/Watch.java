package kd4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kd4j.run.ArmResult;
import kd4j.run.RunFolder;
import kd4j.run.RunListener;

/** Times the trainings of a run: each from the end of the one before to its own, with all evaluations. */
final class Watch implements RunListener {
    /** One training. */
    record Arm(String name, long seed, double seconds) {}

    final List<Arm> arms = new ArrayList<>();
    private final Consumer<String> progress;
    private long last = System.nanoTime();
    /** Where the run is, when it has ended. */
    RunFolder folder;

    Watch(Consumer<String> progress) {
        this.progress = progress;
    }

    @Override
    public void result(ArmResult result) {
        long now = System.nanoTime();
        Arm arm = new Arm(result.arm(), result.seed(), (now - last) / 1e9);
        arms.add(arm);
        progress.accept("  %s seed %d: %.1f s".formatted(arm.name(), arm.seed(), arm.seconds()));
        last = now;
    }
}
