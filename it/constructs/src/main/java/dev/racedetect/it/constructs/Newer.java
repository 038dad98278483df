package dev.racedetect.it.constructs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls methods that older releases do not have, so that the cases compile for them. */
final class Newer {
  private Newer() {}

  /** Calls the public method of that name and number of parameters; throws what it throws. */
  static Object call(Object target, String name, Object... arguments) throws Exception {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == arguments.length
          && !method.isBridge()) {
        return invoke(method, target, arguments);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static Object invoke(Method method, Object target, Object... arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
  }
}
