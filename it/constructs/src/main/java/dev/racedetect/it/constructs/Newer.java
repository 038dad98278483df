package dev.racedetect.it.constructs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Calls methods that older releases do not have, so that the cases compile for them. */
final class Newer {
  private Newer() {}

  /** Calls the public method of that name and number of parameters; throws what it throws. */
  static Object call(Object target, String name, Object... arguments) throws Exception {
    Method method = find(target.getClass(), name, arguments.length);
    if (method == null) {
      throw new NoSuchMethodException(name);
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
  }

  /** The method as a public class or interface declares it; null if none does. */
  private static Method find(Class<?> type, String name, int parameters) {
    if (type == null) {
      return null;
    }
    if (Modifier.isPublic(type.getModifiers())) {
      for (Method method : type.getMethods()) {
        if (method.getName().equals(name)
            && method.getParameterCount() == parameters
            && Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
          return method;
        }
      }
    }
    Method inherited = find(type.getSuperclass(), name, parameters);
    for (Class<?> implemented : type.getInterfaces()) {
      inherited = inherited != null ? inherited : find(implemented, name, parameters);
    }
    return inherited;
  }
}
