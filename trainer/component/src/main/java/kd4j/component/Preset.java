package kd4j.component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives certain settings of a {@link Component} a name of their own in recipes ({@code type: resnet-20}), with no keys. Stands at
 * a static method of the record, without parameters, that answers the record; its documentation is the preset's and must not be
 * missing. Once bound, a preset is an ordinary part with all its keys.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Preset {
    /** The name: lower-case words and digits joined by single hyphens, unique in the record's family. */
    String value();
}
