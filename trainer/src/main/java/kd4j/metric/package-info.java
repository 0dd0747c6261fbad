/** Numbers to report: accuracy, agreement with the teacher, calibration, and what may be said about them over several seeds. */
package kd4j.metric;
