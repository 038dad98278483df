package dev.racedetect.agent.transform;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The calls that need no calling context: of methods, constructors included, that access final instance fields only,
 * synchronize with nobody, call nothing but such methods and leaves, and initialize no class.
 */
final class ContextFreeCalls {
  private static final int MAX_DEPTH = 8;

  private final ClassInfos infos;

  ContextFreeCalls(ClassInfos infos) {
    this.infos = infos;
  }

  boolean isFree(ClassLoader loader, MethodInsnNode call) {
    return isFree(loader, call, new HashSet<>());
  }

  private boolean isFree(ClassLoader loader, MethodInsnNode call, Set<MethodSummary> callers) {
    ClassInfo c = infos.find(loader, call.owner);
    MethodSummary m = c == null ? null : c.method(call.name, call.desc);
    if (m == null || callers.size() == MAX_DEPTH || m.initializes && mayRunInitializer(loader, c)) {
      return false;
    }
    for (FieldInsnNode f : m.fields()) {
      FieldInfo info = infos.resolve(loader, f.owner, f.name, f.desc);
      if (info == null || !info.isFinal() || info.isStatic()) {
        return false;
      }
    }
    if (!callers.add(m)) {
      return false; // a recursion
    }
    boolean free = true;
    for (MethodInsnNode called : m.calls()) {
      free = free && isFree(loader, called, callers);
    }
    callers.remove(m);
    return free;
  }

  // What initializing the class may run that is not the JDK's.
  private boolean mayRunInitializer(ClassLoader loader, ClassInfo c) {
    if (c.hasInitializer) {
      return true;
    }
    for (String i : c.interfaces) {
      if (mayRunInitializer(loader, i)) {
        return true;
      }
    }
    return c.superName != null && mayRunInitializer(loader, c.superName);
  }

  private boolean mayRunInitializer(ClassLoader loader, String superType) {
    if (Scope.isPlatform(superType)) {
      return false;
    }
    ClassInfo c = infos.find(loader, superType);
    return c == null || mayRunInitializer(loader, c);
  }
}
