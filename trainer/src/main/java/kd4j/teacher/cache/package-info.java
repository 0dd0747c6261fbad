/**
 * Keeps a teacher's answers in files and gives them back bit for bit.
 *
 * <p>Reading order: {@link kd4j.teacher.cache.TeacherCache} is what a recipe says, {@link kd4j.teacher.cache.AnswerStore} knows what
 * answers belong to, {@link kd4j.teacher.cache.CachedTeacher} looks them up and asks for those that are missing, {@link
 * kd4j.teacher.cache.KeptFile} holds them.
 */
package kd4j.teacher.cache;
