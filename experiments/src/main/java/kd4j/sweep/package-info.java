/** Runs many recipes in processes of their own, takes up what was stopped, and searches over keys; one that fails stops no other. */
package kd4j.sweep;
