/** Words in, exit code out: one class a command, which {@code Main} lists. */
package kd4j.cli;
