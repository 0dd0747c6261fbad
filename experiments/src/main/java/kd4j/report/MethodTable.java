package kd4j.report;

import kd4j.component.Section;

/**
 * What stands above a table of methods on one pair.
 *
 * @param title the table's heading
 * @param pair teacher and student, in words without a comma
 * @param note what a reader must know of how the figures came about
 */
@Section
public record MethodTable(String title, String pair, String note) {}
