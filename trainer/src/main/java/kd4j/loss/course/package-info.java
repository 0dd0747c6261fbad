/** Numbers that change over the course of a training, such as the weight of a loss or a temperature. */
package kd4j.loss.course;
