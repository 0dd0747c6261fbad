/** What brings the branches of a network together: one record a join. */
package kd4j.model.join;
