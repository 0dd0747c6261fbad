/** Numbers to report: accuracy, agreement with the teacher, calibration, from which probability on an answer counts, and what may be said about them over several seeds. */
package kd4j.metric;
