/** One record a distillation method: taps, adapters, stages and losses, and the state they carry. */
package kd4j.method;
