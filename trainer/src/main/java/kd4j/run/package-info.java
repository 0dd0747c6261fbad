/** Turns a recipe into objects, runs it in a folder, leaves a complete record there. */
package kd4j.run;
