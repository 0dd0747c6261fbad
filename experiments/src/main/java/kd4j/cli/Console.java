package kd4j.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import kd4j.engine.Event;
import kd4j.metric.Assessment;
import kd4j.metric.Classified;
import kd4j.metric.Regressed;
import kd4j.recipe.Cell;
import kd4j.run.Arm;
import kd4j.run.ArmResult;
import kd4j.run.RunFolder;
import kd4j.run.RunListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a run: a bar with the time that is left on a terminal, one plain line an epoch elsewhere. */
final class Console implements RunListener {
    private final PrintWriter out;
    private final boolean quiet;
    private final boolean terminal;
    private ProgressBar bar;
    private long armBegun;
    private int epochs;
    private int done;

    Console(PrintWriter out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
        // The launcher knows whether its output is a terminal; System.console() does not tell from Java 22 on.
        this.terminal = Boolean.getBoolean("kd4j.terminal") && !quiet;
    }

    void begin(Cell cell) {
        say("recipe %s %s".formatted(cell.recipe().name(), cell.name()).strip());
    }

    @Override
    public void on(Arm arm, long seed, Event event) {
        if (event instanceof Event.Started started) {
            begin(arm, seed, started);
        } else if (event instanceof Event.StepDone && bar != null) {
            bar.step();
        } else if (event instanceof Event.EpochDone epoch) {
            epoch(arm, seed, epoch);
        } else if (event instanceof Event.Alarm alarm) {
            warn("%s seed %d: %s".formatted(arm.id(), seed, alarm.text()));
        } else if (event instanceof Event.Finished && bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void result(ArmResult result) {
        if (result.test() == null) {
            say("%-14s seed %d  test errors not known: it has no class scores for the test rows"
                    .formatted(result.arm(), result.seed()));
            return;
        }
        say("%-14s seed %d  test %s".formatted(result.arm(), result.seed(), figures(result.test())));
    }

    private static String figures(Assessment test) {
        if (test instanceof Classified c) {
            return "errors %d of %d  accuracy %.2f %%".formatted(c.errors(), c.rows(), 100 * c.accuracy());
        }
        Regressed r = (Regressed) test;
        String r2 = r.r2().map("  R^2 %.3f"::formatted).orElse("");
        return "RMSE %.4g  MAE %.4g%s".formatted(r.rmse(), r.mae(), r2)
                + r.quantiles().map(Console::coverage).orElse("");
    }

    private static String coverage(Regressed.Quantiled quantiles) {
        return "  pinball %.4f  coverage %s"
                .formatted(
                        quantiles.pinball(),
                        quantiles.coverage().stream().map("%.3f"::formatted).toList());
    }

    /** Also where all else is quiet. */
    void warn(String text) {
        out.println("warn: " + text);
        out.flush();
    }

    @Override
    public void note(String text) {
        say(text);
    }

    /** The table at the end; it is printed even when all else is quiet. */
    void table(String table, RunFolder folder) {
        out.println();
        out.println(table);
        out.println();
        out.println("record: " + folder.root());
        out.flush();
    }

    private void begin(Arm arm, long seed, Event.Started started) {
        armBegun = System.nanoTime();
        epochs = started.epochs();
        done = started.epochsDone();
        if (done > 0) {
            say("%s seed %d goes on behind epoch %d".formatted(arm.id(), seed, done));
        }
        if (terminal) {
            long steps = (long) started.stepsPerEpoch() * epochs;
            bar = new ProgressBarBuilder()
                    .setTaskName("%s seed %d".formatted(arm.id(), seed))
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .startsFrom((long) started.stepsPerEpoch() * done, Duration.ZERO)
                    .build();
        }
    }

    private void epoch(Arm arm, long seed, Event.EpochDone epoch) {
        String figures = "objective %.4f  validation %s".formatted(epoch.objective(), shortly(epoch.validation()));
        if (bar != null) {
            bar.setExtraMessage(figures);
            return;
        }
        say("%-14s seed %d  epoch %d of %d  %s  %.1f s, %s left"
                .formatted(arm.id(), seed, epoch.epoch(), epochs, figures, epoch.seconds(), left(epoch.epoch())));
    }

    private static String shortly(Assessment validation) {
        return validation instanceof Classified c
                ? "accuracy %.2f %%".formatted(100 * c.accuracy())
                : "RMSE %.4g".formatted(((Regressed) validation).rmse());
    }

    private String left(int epoch) {
        double perEpoch = (System.nanoTime() - armBegun) / 1e9 / Math.max(1, epoch - done);
        long seconds = Math.round(perEpoch * (epochs - epoch));
        return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }

    private void say(String text) {
        if (!quiet) {
            out.println(text);
            out.flush();
        }
    }
}
