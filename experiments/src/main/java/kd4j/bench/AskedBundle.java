package kd4j.bench;

import java.nio.file.Path;
import kd4j.edge.BundleException;
import kd4j.edge.Student;

/** A bundle in its own runtime, preprocessing included. */
record AskedBundle(Student student, int values) implements Asked {
    static AskedBundle open(Path file, int threads) {
        try {
            Student student = Student.open(file, threads);
            int values = 1;
            for (int size : student.inputShape()) {
                values *= size;
            }
            return new AskedBundle(student, values);
        } catch (BundleException e) {
            throw new BenchException(e.getMessage(), e);
        }
    }

    @Override
    public float[] ask(float[] rows) {
        return student.scores(rows);
    }

    @Override
    public void close() {
        student.close();
    }
}
