package kd4j.component;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Reading and making records whose class is not known in advance. */
final class Reflection {
    private Reflection() {}

    static Object read(Record from, RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
            return accessor.invoke(from);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(accessor.toString(), e);
        } catch (InvocationTargetException e) {
            throw unwrapped(e, accessor);
        }
    }

    static Record make(Class<? extends Record> type, List<Object> values) {
        Constructor<? extends Record> constructor = canonical(type);
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(constructor.toString(), e);
        } catch (InvocationTargetException e) {
            throw unwrapped(e, constructor);
        }
    }

    static Record call(Class<? extends Record> type, String method) {
        try {
            Method maker = type.getDeclaredMethod(method);
            maker.setAccessible(true);
            return (Record) maker.invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(type + "." + method, e);
        } catch (InvocationTargetException e) {
            throw unwrapped(e, type + "." + method);
        }
    }

    private static Constructor<? extends Record> canonical(Class<? extends Record> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }

    private static RuntimeException unwrapped(InvocationTargetException e, Object where) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(where.toString(), e.getCause());
    }
}
