/** Arrays as the memory of the host, which Java reads and writes in place. */
package kd4j.memory;
