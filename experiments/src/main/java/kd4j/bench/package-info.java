/** Measures training steps: time, memory and where the time goes, beside other frameworks. */
package kd4j.bench;
