package kd4j.datasets.format;

/** Numbers as CSV files write them. */
final class CsvCells {
    private CsvCells() {}

    /** Whether a cell is meant as a number, be it a missing or infinite one. */
    static boolean isNumber(String cell) {
        return cell.isEmpty() || cell.equalsIgnoreCase("nan") || Double.isFinite(parse(cell));
    }

    /** The number; NaN for anything that is no finite decimal number. */
    static double parse(String cell) {
        if (cell.isEmpty() || !cell.chars().allMatch(CsvCells::belongsToNumbers)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean belongsToNumbers(int c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    }
}
