/** One record a loss: a pure function from student and teacher signals to a value, its gradients and an explanation. */
package kd4j.loss;
