package kd4j.component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record that is a part of every recipe and needs no name, such as {@code training}. Keys as in {@link Component}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Section {
    /**
     * The key, a list of texts, that a plain word or a list stands for where a map of keys is expected; empty where a map must
     * be written. With {@code shorthand = "student"}, {@code at: stage2} means {@code at: {student: [stage2]}}. Lists of texts in
     * such a section may be written as one word.
     */
    String shorthand() default "";
}
