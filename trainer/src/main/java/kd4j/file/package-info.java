/** Bytes on disk: files that are whole or not there, their digests, and numbers as bytes. */
package kd4j.file;
