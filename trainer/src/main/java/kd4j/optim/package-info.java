/** Closed families of optimisers and schedules, and the settings of a training. */
package kd4j.optim;
