package kd4j.component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a record its name in recipes ({@code type: soft-targets}). The record implements exactly one interface marked
 * {@link Family}; its components are the keys, in kebab case; their {@code @param} sentences are the keys' documentation
 * and must not be missing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Component {
    /** The name: lower-case words and digits joined by single hyphens, unique in its family. */
    String value();
}
