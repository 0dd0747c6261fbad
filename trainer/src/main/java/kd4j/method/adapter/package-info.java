/** Small networks that bring what a student's layer gives into the shape of a teacher's; trained along, never exported. */
package kd4j.method.adapter;
