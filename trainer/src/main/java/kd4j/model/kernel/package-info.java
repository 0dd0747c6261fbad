/** The arithmetic of the fast layers behind one small interface, so that another library can do it. */
package kd4j.model.kernel;
