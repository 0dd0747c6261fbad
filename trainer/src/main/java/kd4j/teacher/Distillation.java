package kd4j.teacher;

import kd4j.component.Section;
import kd4j.method.Method;

/**
 * Another teacher, and how one learns from it: a step of a chain in which each network teaches a smaller one, or one of its own
 * kind. Sources: Mirzadeh et al., arXiv 1902.03393 (teacher assistants); Furlanello et al., arXiv 1805.04770 (born-again networks).
 *
 * @param teacher who teaches
 * @param method how
 */
@Section
public record Distillation(TeacherSource teacher, Method method) {}
