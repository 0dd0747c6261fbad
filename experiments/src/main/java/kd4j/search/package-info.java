/** Chooses the next settings to try from how those before did, and knows nothing of recipes and runs. */
package kd4j.search;
