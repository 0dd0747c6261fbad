/** Writes the generated pages and checks that the committed ones are current. */
package kd4j.docs;
