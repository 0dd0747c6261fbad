package kd4j.search;

import java.util.List;
import java.util.Locale;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Family;
import kd4j.component.Require;

/** What one key may be. A position from 0 to below 1 chooses a value. */
@Family("axis")
public sealed interface Axis permits Axis.Range, Axis.Values, Axis.Words {
    /** The value at a position, as it stands in a recipe. */
    String value(double position);

    /** The position that stands for all that have the same value. */
    double snapped(double position);

    /** How a value looks to a model of the figures: near values have near coordinates. */
    double[] coordinates(double position);

    /** How the numbers of a range are spread. */
    enum Scale {
        /** Evenly. */
        LINEAR,
        /** Evenly by their logarithms. */
        LOG
    }

    /**
     * Numbers between two ends, rounded to three digits.
     *
     * @param from smallest
     * @param to largest
     * @param scale how they are spread; {@code log} for what is felt by factors, such as rates and temperatures
     * @param whole whether only integers are meant
     */
    @Component("range")
    record Range(double from, double to, @Default("linear") Scale scale, @Default("false") boolean whole)
            implements Axis {
        private static final int DIGITS = 3;

        public Range {
            Require.that(
                    Double.isFinite(from) && Double.isFinite(to) && from < to,
                    "to",
                    to,
                    "a number above from, which is " + from);
            Require.that(scale == Scale.LINEAR || from > 0, "from", from, "a number > 0 on a log scale");
            Require.that(
                    !whole || from == Math.rint(from) && to == Math.rint(to),
                    "from",
                    from,
                    "an integer, as to, where whole is true");
        }

        private double number(double position) {
            if (whole) {
                // Each integer has as wide a stretch as the others.
                double at = scale == Scale.LOG
                        ? Math.exp(Math.log(from) + position * (Math.log(to + 1) - Math.log(from)))
                        : from + position * (to + 1 - from);
                return Math.min(to, Math.floor(at));
            }
            double at = scale == Scale.LOG
                    ? Math.exp(Math.log(from) + position * (Math.log(to) - Math.log(from)))
                    : from + position * (to - from);
            return Math.min(
                    to, Math.max(from, Double.parseDouble(String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", at))));
        }

        @Override
        public String value(double position) {
            double number = number(position);
            return whole ? String.valueOf((long) number) : String.valueOf(number);
        }

        @Override
        public double snapped(double position) {
            double number = number(position);
            return scale == Scale.LOG
                    ? (Math.log(number) - Math.log(from)) / (Math.log(to) - Math.log(from))
                    : (number - from) / (to - from);
        }

        @Override
        public double[] coordinates(double position) {
            return new double[] {snapped(position)};
        }
    }

    /**
     * A few numbers, near ones of which are taken to act alike.
     *
     * @param of the numbers, ascending
     */
    @Component("values")
    record Values(List<Double> of) implements Axis {
        public Values {
            of = List.copyOf(of);
            Require.that(
                    of.size() > 1 && of.equals(of.stream().distinct().sorted().toList()),
                    "of",
                    of,
                    "two numbers or more, ascending");
        }

        @Override
        public String value(double position) {
            double number = of.get(index(position, of.size()));
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? String.valueOf((long) number)
                    : String.valueOf(number);
        }

        @Override
        public double snapped(double position) {
            return middle(position, of.size());
        }

        @Override
        public double[] coordinates(double position) {
            return new double[] {(double) index(position, of.size()) / (of.size() - 1)};
        }
    }

    /**
     * A few words or pieces of YAML, none of which is nearer to another than to the rest.
     *
     * @param of the words, such as {@code ['{type: adam, rate: 0.01}', '{type: sgd, rate: 0.1}']}
     */
    @Component("words")
    record Words(List<String> of) implements Axis {
        public Words {
            of = List.copyOf(of);
            Require.that(
                    of.size() > 1 && of.size() == of.stream().distinct().count(),
                    "of",
                    of,
                    "two words or more, each once");
        }

        @Override
        public String value(double position) {
            return of.get(index(position, of.size()));
        }

        @Override
        public double snapped(double position) {
            return middle(position, of.size());
        }

        /** Two different words are as far apart as the ends of a range. */
        @Override
        public double[] coordinates(double position) {
            double[] one = new double[of.size()];
            one[index(position, of.size())] = Math.sqrt(0.5);
            return one;
        }
    }

    private static int index(double position, int size) {
        return Math.min(size - 1, (int) (position * size));
    }

    private static double middle(double position, int size) {
        return (index(position, size) + 0.5) / size;
    }
}
