/** Reads run folders and says honestly how they compare. */
package kd4j.report;
