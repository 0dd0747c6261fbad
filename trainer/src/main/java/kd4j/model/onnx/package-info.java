/** Networks in ONNX files, run by ONNX Runtime. */
package kd4j.model.onnx;
