/** Words in, exit code out: one class a command. */
package kd4j.cli;
