package kd4j.component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an interface whose {@link Component} records can be chosen by name in a recipe. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Family {
    /** The family's name in the singular, such as {@code loss}. */
    String value();

    /**
     * The component that a plain number stands for, by its first key; empty where a number is not allowed. With {@code
     * scalar = "constant"}, {@code rate: 0.1} means {@code rate: {type: constant, rate: 0.1}}.
     */
    String scalar() default "";
}
