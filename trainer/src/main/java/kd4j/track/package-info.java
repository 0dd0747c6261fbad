/** Speaks the formats of logs that people already use, TensorBoard's event files and MLflow's server, and knows nothing of trainings. */
package kd4j.track;
