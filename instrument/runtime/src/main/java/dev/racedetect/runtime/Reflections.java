package dev.racedetect.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;

/** Keeps the members that instrumentation adds out of what reflection shows. */
public final class Reflections {
  /** What the name of every member added by instrumentation starts with. */
  public static final String PREFIX = "$race$";

  private Reflections() {}

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
    return visible;
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
}
