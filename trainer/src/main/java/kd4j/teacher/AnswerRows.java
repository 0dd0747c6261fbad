package kd4j.teacher;

import java.util.List;
import java.util.Optional;

/** What stands in a file of answers: names of classes and numbers of rows where it has them, and a row of scores each. */
record AnswerRows(List<String> names, Optional<List<Integer>> ids, List<double[]> scores) {}
