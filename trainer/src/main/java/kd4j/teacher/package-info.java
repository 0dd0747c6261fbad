/** Where teacher signals come from (network, ONNX, ensemble, file) and the cache that keeps them exact. */
package kd4j.teacher;
