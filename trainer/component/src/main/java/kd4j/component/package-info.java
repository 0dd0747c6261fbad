/** Finds the named parts of the framework and knows each part's keys, documentation and defaults. */
package kd4j.component;
