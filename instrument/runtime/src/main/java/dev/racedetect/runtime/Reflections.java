package dev.racedetect.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import jdk.internal.misc.Unsafe;

/** Shows the program its classes as they were written: without added members, and with methods as synchronized as they were. */
public final class Reflections {
  /** What the name of every member added by instrumentation starts with. */
  public static final String PREFIX = "$race$";

  /** What the name of the method begins with that stands for those whose monitor instrumentation has made explicit. */
  public static final String SYNCHRONIZED = PREFIX + "sync";

  private Reflections() {}

  /** What stands for a method in the name that begins with {@link #SYNCHRONIZED}. */
  public static String mark(String name, String descriptor) {
    return "$" + Integer.toHexString(name.hashCode() * 31 + descriptor.hashCode());
  }

  /** The fields that the program declared; the same array if nothing was added to it. */
  public static Field[] visibleFields(Field[] fields) {
    int hidden = hidden(fields);
    if (hidden == 0) {
      return fields;
    }
    Field[] visible = new Field[fields.length - hidden];
    copyVisible(fields, visible);
    return visible;
  }

  /** The methods that the program declared; the same array if nothing was added to it. */
  public static Method[] visibleMethods(Method[] methods) {
    int hidden = hidden(methods);
    if (hidden == 0) {
      return methods;
    }
    Method[] visible = new Method[methods.length - hidden];
    copyVisible(methods, visible);
    for (Method method : methods) {
      if (method.getName().startsWith(SYNCHRONIZED)) {
        synchronize(visible, method.getName() + '$');
      }
    }
    return visible;
  }

  private static void synchronize(Method[] methods, String marks) {
    for (Method method : methods) {
      String mark = mark(method.getName(), descriptor(method));
      if (marks.contains(mark + '$')) {
        Modifiers.add(method, Modifier.SYNCHRONIZED);
      }
    }
  }

  private static String descriptor(Method method) {
    StringBuilder descriptor = new StringBuilder("(");
    for (Class<?> parameter : method.getParameterTypes()) {
      descriptor.append(parameter.descriptorString());
    }
    return descriptor
        .append(')')
        .append(method.getReturnType().descriptorString())
        .toString();
  }

  private static int hidden(Member[] members) {
    int hidden = 0;
    if (members != null) {
      for (Member member : members) {
        if (member.getName().startsWith(PREFIX)) {
          hidden++;
        }
      }
    }
    return hidden;
  }

  private static void copyVisible(Member[] from, Member[] to) {
    int next = 0;
    for (Member member : from) {
      if (!member.getName().startsWith(PREFIX)) {
        to[next++] = member;
      }
    }
  }

  /** Apart, because only the agent opens what it needs. */
  private static final class Modifiers {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long OFFSET = UNSAFE.objectFieldOffset(Method.class, "modifiers");

    static void add(Method method, int modifier) {
      UNSAFE.putInt(method, OFFSET, method.getModifiers() | modifier);
    }
  }
}
