package kd4j.teacher;

import kd4j.component.Family;

/** Where the teacher comes from. */
@Family("teacher")
public sealed interface TeacherSource permits TrainedTeacher, Dl4jTeacher {}
