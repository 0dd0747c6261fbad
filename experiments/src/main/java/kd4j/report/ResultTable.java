package kd4j.report;

/** A table of results that is committed: once for programs, once for readers. */
public sealed interface ResultTable permits PaperResults, MethodResults, CompressionResults {
    /** A line for each figure. */
    String csv();

    /** The table in Markdown. */
    String markdown();
}
