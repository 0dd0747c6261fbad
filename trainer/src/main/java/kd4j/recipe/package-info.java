/** The YAML language: strict reading into records, every problem reported at once, writing back with all defaults. */
package kd4j.recipe;
