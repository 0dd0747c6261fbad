package kd4j.track;

import kd4j.component.Family;

/** A log that a run keeps beside its own {@code metrics.jsonl} and {@code metrics.csv}. */
@Family("log")
public sealed interface Log permits TensorBoard, Mlflow {}
